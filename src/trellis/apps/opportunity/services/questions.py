"""Has a question computed, unless its answer is at hand and nothing has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.core.jobs.models import Job, JobState
from trellis.apps.opportunity import evidence as answers
from trellis.apps.opportunity.question import in_words

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.opportunity.models import PlaceSet
    from trellis.apps.opportunity.question import Question

COMPUTE_KIND: Final = "opportunity.compute"
LATELY: Final = 20


def ask(*, alliance: Alliance, by: User, place_set: PlaceSet, question: Question) -> Evidence | Job:
    """Return the answer if it is current, else the job that computes it, started unless it is under way."""
    kept = answers.newest(alliance, place_set, question)
    today = timezone.localdate()
    if kept is not None and answers.state_read(kept) == answers.directory_state(alliance, today):
        return kept
    running = under_way(alliance, place_set, question)
    if running is not None:
        return running
    return jobs.start(
        kind=COMPUTE_KIND,
        title=_("Opportunity map: %(question)s") % {"question": in_words(question)},
        alliance=alliance,
        by=by,
        **answers.parameters(place_set, question),
    )


def under_way(alliance: Alliance, place_set: PlaceSet, question: Question) -> Job | None:
    """Return the job that computes a question; None where none does."""
    wanted = answers.parameters(place_set, question)
    waiting = job_queries.unfinished(alliance, kind=COMPUTE_KIND)
    return next((job for job in waiting if job.parameters == wanted), None)


def failed(alliance: Alliance, place_set: PlaceSet, question: Question) -> Job | None:
    """Return the last job for a question if it failed; None where it didn't, or there was none lately."""
    wanted = answers.parameters(place_set, question)
    lately = job_queries.recent(alliance).filter(kind=COMPUTE_KIND)[:LATELY]
    last = next((job for job in lately if job.parameters == wanted), None)
    return last if last is not None and last.state == JobState.FAILED else None
