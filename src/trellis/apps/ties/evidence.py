"""Keeps what the network of a wave came to as evidence, and finds it again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.evidence import kinds, services
from trellis.apps.core.evidence import queries as evidence_queries
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.figures import exact
from trellis.apps.partners.models import Partner
from trellis.apps.ties import queries
from trellis.apps.ties.models import Answer, Respondent, RosterEntry, Wave
from trellis.apps.ties.network import document as documents
from trellis.apps.ties.record import record_ties
from trellis.methods.ties import METHOD_VERSION, Network

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

KIND: Final = "network"
METHOD: Final = "ties"
KEPT_IN_MEMORY: Final = 16

# Reading a large document takes longer than showing it; what never changes can stay in memory.
_documents: OrderedDict[str, dict[str, Any]] = OrderedDict()


def subject_of(wave: Wave) -> str:
    """What the evidence of a wave is about."""
    return f"wave:{wave.pk}"


def newest(wave: Wave) -> Evidence | None:
    """The newest evidence of a wave's network; None where nobody computed it."""
    return evidence_queries.latest(wave.alliance, kind=KIND, subject=subject_of(wave))


def document_of(evidence: Evidence) -> dict[str, Any]:
    """What evidence holds; the last few stay in memory."""
    found = _documents.get(evidence.content_hash)
    if found is None:
        found = _documents[evidence.content_hash] = evidence.result
        while len(_documents) > KEPT_IN_MEMORY:
            _documents.popitem(last=False)
    return found


def computed_waves(alliance: Alliance) -> set[int]:
    """The numbers of the waves whose network was computed: one query."""
    subjects = Evidence.objects.for_alliance(alliance).filter(kind=KIND).order_by()
    return {
        int(subject.partition(":")[2]) for subject in subjects.values_list("subject", flat=True).distinct()
    }


def key_of(alliance: Alliance, member: str) -> str:
    """What tells a member in evidence, the same in every wave: ids of imported networks hold names."""
    return hashlib.sha256(f"{alliance.pk}/{member}".encode()).hexdigest()[:16]


def compute_and_keep(
    *, wave: Wave, by: User | None, progress: documents.Progress = lambda done, of: None
) -> Evidence:
    """Compute the network of a closed wave as it is now, and keep it."""
    alliance = wave.alliance
    state = state_of(wave)
    found = queries.wave_network(wave)
    earlier = earlier_wave(wave)
    before = queries.wave_network(earlier) if earlier else None
    if before is None or before.hidden or not before.members:
        earlier = before = None
    record = [] if wave.is_of_people else record_ties(alliance)
    made = documents.document(
        documents.Inputs(
            found=found,
            keys=[key_of(alliance, name) for name in found.ids],
            ratings=queries.wave_ratings(wave),
            min_raters=wave.min_raters,
            backbone=frozenset(_backbone(alliance)),
            record=record,
            earlier=Network.of(before.ids, before.sectors, before.pairs) if before else None,
            previous=_positions(earlier) if earlier else None,
        ),
        progress,
    )
    return services.keep(
        alliance=alliance,
        kind=KIND,
        subject=subject_of(wave),
        title=_("Network: %(wave)s") % {"wave": wave.name},
        summary=_summary(made),
        method=METHOD,
        method_version=METHOD_VERSION,
        parameters={
            "wave": wave.pk,
            "earlier": earlier.pk if earlier else None,
            "permutations": documents.PERMUTATIONS,
            "seed": documents.SEED,
            "fewest_raters": wave.min_raters,
        },
        inputs=_provenance(wave, earlier, state=state, answered=found.answered, record=len(record)),
        result=made,
        by=by,
    )


def earlier_wave(wave: Wave) -> Wave | None:
    """The wave before, of the same kind, that can be shown."""
    if wave.opens_on is None:
        return None
    rows = queries.closed_waves(wave.alliance, kind=wave.kind)
    before = Q(opens_on__lt=wave.opens_on) | Q(opens_on=wave.opens_on, pk__lt=wave.pk)
    return rows.filter(before).first()


def state_of(wave: Wave) -> str:
    """A fingerprint of what a wave's network is made of: three queries."""
    alliance = wave.alliance
    of_answers = Answer.objects.for_alliance(alliance).filter(respondent__wave=wave)
    seen = (
        RosterEntry.objects.for_alliance(alliance)
        .filter(wave=wave)
        .aggregate(count=Count("pk"), changed=Max("changed_at"), partners=Count("partner", distinct=True)),
        of_answers.aggregate(count=Count("pk"), changed=Max("changed_at")),
        Respondent.objects.for_alliance(alliance)
        .filter(wave=wave)
        .aggregate(count=Count("pk"), done=Count("finished_at")),
        wave.closed_at,
        METHOD_VERSION,
        documents.SCHEMA_VERSION,
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def state_read(evidence: Evidence) -> str:
    """The state of the wave that evidence was computed on."""
    return str(evidence.inputs[0].get("state", "")) if evidence.inputs else ""


def _backbone(alliance: Alliance) -> list[int]:
    rows = Partner.objects.for_alliance(alliance).filter(is_backbone=True)
    return list(rows.values_list("pk", flat=True))


def _positions(wave: Wave) -> dict[str, tuple[float, float]] | None:
    kept = newest(wave)
    if kept is None:
        return None
    found = document_of(kept)
    columns = (found["members"]["key"], found["layout"]["x"], found["layout"]["y"])
    return {key: (x / documents.FINEST, y / documents.FINEST) for key, x, y in zip(*columns, strict=True)}


def _provenance(
    wave: Wave, earlier: Wave | None, *, state: str, answered: int | None, record: int
) -> list[dict[str, Any]]:
    publisher = wave.alliance.name
    sources: list[dict[str, Any]] = [{**_source(wave), "rows": answered, "state": state}]
    if earlier:
        sources.append(_source(earlier))
    if record:
        sources.append(
            {
                "publisher": publisher,
                "title": _("Sites and people that partners share in the directory"),
                "vintage": "",
                "rows": record,
            }
        )
    return sources


def _source(wave: Wave) -> dict[str, Any]:
    vintage = wave.opens_on.isoformat() if wave.opens_on else ""
    return {"publisher": wave.alliance.name, "title": wave.name, "vintage": vintage}


def _summary(made: dict[str, Any]) -> str:
    whole = made["whole"]
    return _("%(pairs)s pairs of %(n)s work together.") % {
        "pairs": exact(whole["pairs"]),
        "n": exact(whole["n"]),
    }


def _page(evidence: Evidence) -> str:
    address = reverse("network:measures", kwargs={"alliance": evidence.alliance.slug})
    return f"{address}?wave={evidence.subject.partition(':')[2]}"


def _how_sure(evidence: Evidence) -> list[str]:
    whole = document_of(evidence)["whole"]
    said = []
    if whole["invited"]:
        said.append(
            _("%(answered)s of %(invited)s answered; who didn't is tied only through what others said.")
            % {"answered": exact(whole["answered"]), "invited": exact(whole["invited"])}
        )
    return [*said, _("People name whom they remember; a tie that nobody named is missing.")]


def _asked(evidence: Evidence) -> list[tuple[str, str]]:
    asked = evidence.parameters
    return [
        (_("Fewest raters of a score that is shown"), exact(asked["fewest_raters"])),
        (_("Permutations of the sectors"), exact(asked["permutations"])),
        (_("Seed of chance"), str(asked["seed"])),
    ]


kinds.register(
    kinds.EvidenceKind(
        kind=KIND,
        label=gettext_lazy("Network of partners"),
        how=gettext_lazy(
            "Two are tied if either named the other. Measures are those of social network analysis: "
            "Freeman's centralization, Burt's constraint, Gould and Fernandez' roles, Krackhardt and "
            "Stern's E-I index with a permutation test, what falls apart when one leaves."
        ),
        how_sure=_how_sure,
        leaves_out=lambda evidence: [
            _("Who named whom, and scores that fewer than %(fewest)s gave.")
            % {"fewest": evidence.parameters["fewest_raters"]}
        ],
        page=_page,
        asked=_asked,
        permission=Permission.VIEW_TIES,
    )
)
