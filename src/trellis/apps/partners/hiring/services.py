"""Writes of coding: having titles looked up, and choosing the occupation that a job belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.jobs import queries as jobs_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.core.jobs.models import JobState
from trellis.apps.partners.hiring import coding
from trellis.apps.partners.models import HiringNeed
from trellis.apps.partners.services.writing import locked, record, refuse

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.jobs.models import Job
    from trellis.apps.partners.hiring.coding import LookedUp

LOOK_UP_KIND: Final = "partners.code_titles"


def look_up(*, alliance: Alliance, by: User | None) -> Job:
    """Have all titles looked up that weren't yet, by a job, unless one waits to do so."""
    waiting: Job | None = (
        jobs_queries.unfinished(alliance, kind=LOOK_UP_KIND).filter(state=JobState.QUEUED).first()
    )
    if waiting is not None:
        return waiting
    return jobs.start(kind=LOOK_UP_KIND, title=_("Looking up job titles"), alliance=alliance, by=by)


def keep(*, need: HiringNeed, found: LookedUp) -> bool:
    """Keep what a title was looked up to; False where the job was renamed meanwhile."""
    rows = HiringNeed.objects.for_alliance(need.alliance).filter(pk=need.pk, title=need.title)
    now = timezone.now()
    return bool(rows.update(suggestions=list(found.suggestions), searched_at=now, changed_at=now))


@transaction.atomic
def choose(*, need: HiringNeed, soc: str, by: User) -> HiringNeed:
    """Say which occupation a job belongs to; "" says that somebody looked and none fits.

    Raises ValidationError where there is no such occupation.
    """
    name = coding.occupation_name(soc) if soc else ""
    if soc and not name:
        raise refuse("soc", _("There is no occupation %(code)s.") % {"code": soc[:20]})
    partner = locked(need.partner)
    stored: HiringNeed = HiringNeed.objects.for_alliance(need.alliance).get(pk=need.pk)
    before = stored.soc
    stored.soc, stored.coded_by = soc, by
    stored.save(update_fields=["soc", "coded_by", "changed_at"])
    shown = f"{soc} {name}" if soc else _("none fits")
    record(
        partner,
        action="partner.hiring_coded",
        by=by,
        changes={stored.title: {"before": before, "after": shown}},
    )
    return stored


@transaction.atomic
def choose_many(*, chosen: Mapping[HiringNeed, str], by: User) -> int:
    """Say of many jobs at once which occupation each belongs to; how many those are."""
    for need, soc in chosen.items():
        choose(need=need, soc=soc, by=by)
    return len(chosen)
