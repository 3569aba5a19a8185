"""Writes of the silo finder: having it look, and what staff say of what it found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.jobs import queries as jobs_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.core.permissions import directory
from trellis.apps.partners.models import Partner, SiloAnswer
from trellis.apps.partners.silos import evidence
from trellis.apps.programs.models import Program

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.jobs.models import Job

LOOK_KIND: Final = "partners.silos"
AT_ONCE: Final = 250
"""So many partners and programs are compared within a request; more by a job."""

Pair = tuple[int, int]


def look(*, alliance: Alliance, by: User) -> Job | None:
    """Look for silos: at once where there is little to compare, else by a job, unless one is under way.

    The job; None where it is done already.
    """
    count = (
        Partner.objects.for_alliance(alliance).filter(status=Partner.Status.ACTIVE).count()
        + Program.objects.for_alliance(alliance).filter(status=Program.Status.ACTIVE).count()
    )
    if count <= AT_ONCE:
        evidence.look_and_keep(alliance=alliance, by=by)
        return None
    running: Job | None = jobs_queries.unfinished(alliance, kind=LOOK_KIND).first()
    if running is not None:
        return running
    return jobs.start(kind=LOOK_KIND, title=_("Looking for silos"), alliance=alliance, by=by)


@transaction.atomic
def answer(
    *,
    alliance: Alliance,
    by: User,
    about: str,
    pairs: Iterable[Pair],
    verdict: str,
    names: Sequence[str],
    note: str = "",
) -> list[SiloAnswer]:
    """Remember what staff say of pairs; names: who is meant. An earlier answer is overruled.

    Raises ValidationError where the verdict or the note can't be.
    """
    wanted = sorted({(min(pair), max(pair)) for pair in pairs})
    called = " · ".join(names)[:500]
    rows = [
        SiloAnswer(
            alliance=alliance,
            about=about,
            first=first,
            second=second,
            names=called,
            verdict=verdict,
            note=note.strip(),
            said_by=by,
        )
        for first, second in wanted
    ]
    if not rows:
        raise ValidationError(_("There is nobody left to say this of."))
    rows[0].clean_fields()
    directory().lock(alliance)
    before = _stored(alliance, about, wanted)
    _remove(alliance, about, wanted)
    SiloAnswer.objects.bulk_create(rows)
    audit.record(
        by=by,
        alliance=alliance,
        action=f"silo.{verdict}",
        target=rows[0],
        changes={
            "verdict": {"before": before, "after": str(rows[0].get_verdict_display())},
            **({"note": {"before": "", "after": rows[0].note}} if rows[0].note else {}),
        },
    )
    return rows


@transaction.atomic
def reopen(*, alliance: Alliance, by: User, about: str, pairs: Iterable[Pair], names: Sequence[str]) -> int:
    """Forget what was said of pairs; how many answers that were."""
    wanted = sorted({(min(pair), max(pair)) for pair in pairs})
    directory().lock(alliance)
    before = _stored(alliance, about, wanted)
    count = _remove(alliance, about, wanted)
    if count:
        shown = SiloAnswer(alliance=alliance, names=" · ".join(names)[:500])
        audit.record(
            by=by,
            alliance=alliance,
            action="silo.reopened",
            target=shown,
            changes={"verdict": {"before": before, "after": ""}},
        )
    return count


def every_two(ids: Iterable[int]) -> list[Pair]:
    """All pairs of a group's members."""
    return list(combinations(sorted(ids), 2))


def _stored(alliance: Alliance, about: str, pairs: Sequence[Pair]) -> str:
    """The answers that there are, in words."""
    said = {str(row.get_verdict_display()) for row in _rows(alliance, about, pairs)}
    return ", ".join(sorted(said))


def _remove(alliance: Alliance, about: str, pairs: Sequence[Pair]) -> int:
    ids = [row.pk for row in _rows(alliance, about, pairs)]
    return SiloAnswer.objects.for_alliance(alliance).filter(pk__in=ids).delete()[0] if ids else 0


def _rows(alliance: Alliance, about: str, pairs: Sequence[Pair]) -> list[SiloAnswer]:
    members = {number for pair in pairs for number in pair}
    found = SiloAnswer.objects.for_alliance(alliance).filter(
        about=about, first__in=members, second__in=members
    )
    return [row for row in found if (row.first, row.second) in set(pairs)]
