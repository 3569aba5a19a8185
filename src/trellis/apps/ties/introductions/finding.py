"""Looks for introductions in a wave, keeps them as evidence, and sees which of the earlier ones were made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.apps.core.audit import services as audit
from trellis.apps.core.evidence import kinds
from trellis.apps.core.evidence import services as evidence
from trellis.apps.core.permissions import Permission, directory
from trellis.apps.core.ui.figures import exact
from trellis.apps.partners.models import Partner
from trellis.apps.ties import queries
from trellis.apps.ties.introductions.tables import Table, Tables, tables
from trellis.apps.ties.models import Introduction, Wave
from trellis.apps.ties.models.introduction import OPEN
from trellis.apps.ties.record import record_ties
from trellis.methods import ties

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.ties.queries import WaveNetwork

KIND: Final = "introductions"
MOST_EACH: Final = 3
MOST: Final = 50

Status = Introduction.Status
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Search:
    """A wave's network with what is known of its members; `partners` (n,) are those who can be introduced."""

    found: WaveNetwork
    network: ties.Network
    partners: list[int | None]
    known: Tables


def newest_wave(alliance: Alliance) -> Wave | None:
    """The wave that introductions are looked for in: the newest closed one of organizations."""
    return queries.closed_waves(alliance).first()


def refresh(*, wave: Wave, by: User | None) -> int:
    """Look for introductions anew: suggestions nobody decided on give way; how many there are now.

    Introductions under way whose pair is tied in the wave are marked as made.
    """
    alliance = wave.alliance
    found = queries.wave_network(wave)
    made = _made(wave, found, by)
    search = _search(alliance, found)
    rows = list(Introduction.objects.for_alliance(alliance).exclude(status=Status.SUGGESTED))
    suggested = ties.introductions(
        search.network,
        focus=search.known.focus.flags,
        places=search.known.places.flags,
        ages=search.known.ages.flags,
        needs=search.known.needs.flags,
        offers=search.known.offers.flags,
        already=_ids(search, [*_pairs(rows, but=Status.DECLINED), *_together(alliance)]),
        declined=_ids(search, _pairs(rows, only=Status.DECLINED)),
        open_now=_open_now(search, rows),
        most_each=MOST_EACH,
        most=MOST,
    )
    drafted = [_drafted(alliance, wave, search, each) for each in suggested]
    with transaction.atomic():
        directory().lock(alliance)
        decided = set(
            Introduction.objects.for_alliance(alliance)
            .exclude(status=Status.SUGGESTED)
            .values_list("one", "other")
        )
        Introduction.objects.for_alliance(alliance).filter(status=Status.SUGGESTED).delete()
        kept = [row for row in drafted if (row.one_id, row.other_id) not in decided]
        Introduction.objects.bulk_create(kept)
        _keep_evidence(wave, kept, made, by)
    return len(kept)


def _search(alliance: Alliance, found: WaveNetwork) -> _Search:
    """Everybody counts as a tie; active partners who aren't the backbone can be introduced."""
    may = set(
        Partner.objects.for_alliance(alliance)
        .filter(status=Partner.Status.ACTIVE, is_backbone=False)
        .values_list("pk", flat=True)
    )
    partners = [member.partner if member.partner in may else None for member in found.members]
    network = ties.Network.of(found.ids, found.sectors, found.pairs)
    return _Search(found, network, partners, tables(alliance, partners, timezone.localdate()))


def _pairs(rows: list[Introduction], *, only: str = "", but: str = "") -> list[Pair]:
    return [
        (row.one_id, row.other_id)
        for row in rows
        if (not only or row.status == only) and (not but or row.status != but)
    ]


def _together(alliance: Alliance) -> list[Pair]:
    """Partners who share sites or people know each other already."""
    return [(tie.a, tie.b) for tie in record_ties(alliance)]


def _ids(search: _Search, pairs: list[Pair]) -> list[tuple[str, str]]:
    """Pairs of partners by the ids of the network; those who aren't in it are left out."""
    id_of = {member.partner: member.id for member in search.found.members if member.partner}
    return [(id_of[one], id_of[other]) for one, other in pairs if one in id_of and other in id_of]


def _open_now(search: _Search, rows: list[Introduction]) -> Any:
    count = Counter(number for row in rows if row.is_open for number in (row.one_id, row.other_id))
    return np.array(
        [MOST_EACH if partner is None else min(count[partner], MOST_EACH) for partner in search.partners],
        dtype=np.int64,
    )


def _drafted(alliance: Alliance, wave: Wave, search: _Search, each: ties.Introduction) -> Introduction:
    partner_of = {member.id: member.partner for member in search.found.members}
    a, b = partner_of[each.a], partner_of[each.b]
    assert a is not None
    assert b is not None
    columns: dict[str, Table] = {
        "shared_focus": search.known.focus,
        "shared_places": search.known.places,
        "shared_ages": search.known.ages,
        "need_met": search.known.needs,
    }
    return Introduction(
        alliance=alliance,
        wave=wave,
        one_id=min(a, b),
        other_id=max(a, b),
        score=each.score,
        parts={name: round(part, 4) for name, part in each.parts.items()},
        reasons=[
            {
                "code": reason.code,
                "value": round(reason.value, 4),
                "partner": partner_of[reason.organization] if reason.organization else None,
                "sectors": list(reason.sectors or ()),
                "items": [columns[reason.code].codes[column] for column in reason.columns],
            }
            for reason in each.reasons
        ],
        through=[number for name in each.through if (number := partner_of[name]) is not None],
    )


def _made(wave: Wave, found: WaveNetwork, by: User | None) -> int:
    """Mark the introductions of before the wave whose pair is tied in it; how many."""
    if wave.opens_on is None or found.hidden:
        return 0
    tied = {frozenset((tie.source, tie.target)) for tie in found.ties}
    id_of = {member.partner: member.id for member in found.members if member.partner}
    rows = (
        Introduction.objects.for_alliance(wave.alliance)
        .filter(Q(wave__isnull=True) | Q(wave__opens_on__lt=wave.opens_on), status__in=OPEN)
        .select_related("one__organization", "other__organization")
    )
    made = 0
    with transaction.atomic():
        for row in rows:
            if row.one_id not in id_of or row.other_id not in id_of:
                continue
            row.checked_in = wave
            if frozenset((id_of[row.one_id], id_of[row.other_id])) in tied:
                row.status = Status.MADE
                made += 1
                audit.record(by=by, alliance=wave.alliance, action="introduction.made", target=row)
            row.save(update_fields=["checked_in", "status", "changed_at"])
    return made


def _keep_evidence(wave: Wave, rows: list[Introduction], made: int, by: User | None) -> Evidence:
    return evidence.keep(
        alliance=wave.alliance,
        kind=KIND,
        subject=f"wave:{wave.pk}",
        title=_("Introductions: %(wave)s") % {"wave": wave.name},
        summary=ngettext("%(count)s introduction suggested.", "%(count)s introductions suggested.", len(rows))
        % {"count": exact(len(rows))},
        method="ties introductions",
        method_version=ties.METHOD_VERSION,
        parameters={"wave": wave.pk, "most_each": MOST_EACH, "most": MOST},
        inputs=[
            {
                "publisher": wave.alliance.name,
                "title": wave.name,
                "vintage": wave.opens_on.isoformat() if wave.opens_on else "",
            },
            {
                "publisher": wave.alliance.name,
                "title": _("Profiles of partners"),
                "vintage": timezone.localdate().isoformat(),
            },
        ],
        result={
            "made": made,
            "introductions": [
                {"one": row.one_id, "other": row.other_id, "score": row.score, "parts": row.parts}
                for row in rows
            ],
        },
        by=by,
    )


kinds.register(
    kinds.EvidenceKind(
        kind=KIND,
        label=gettext_lazy("Introductions"),
        how=gettext_lazy(
            "Pairs that aren't tied yet are scored by how little their sectors meet, what both work on, "
            "where and for whom, whether one offers what the other needs, and how far it would free them "
            "from depending on few; the best are taken as long as neither has three under way."
        ),
        how_sure=lambda evidence: [
            _("The score orders one list; it is no probability. A profile that isn't filled in scores low.")
        ],
        leaves_out=lambda evidence: [_("Pairs that are tied, were introduced before, or were declined.")],
        page=lambda evidence: reverse("network:introductions", kwargs={"alliance": evidence.alliance.slug}),
        asked=lambda evidence: [
            (_("Most under way for each partner"), exact(evidence.parameters["most_each"])),
            (_("Most in the list"), exact(evidence.parameters["most"])),
        ],
        permission=Permission.MANAGE_TIES,
    )
)
