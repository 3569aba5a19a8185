"""Has a wave's network computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.apps.core.jobs import services as jobs
from trellis.apps.ties import queries as tie_queries
from trellis.apps.ties.network import queries

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.core.jobs.models import Job
    from trellis.apps.ties.models import Wave


def start(*, wave: Wave, by: User | None) -> Job:
    """Start the job that computes a wave's network, unless it is under way.

    Refuses a wave that shows nothing yet: it is open, or too few have answered.
    """
    hidden = tie_queries.shows(wave)
    if hidden:
        raise ValidationError(WHY_HIDDEN[hidden]())
    running = queries.under_way(wave)
    if running is not None:
        return running
    return jobs.start(
        kind=queries.MEASURES_JOB,
        title=(_("Network: %(wave)s") % {"wave": wave.name})[:200],
        alliance=wave.alliance,
        by=by,
        wave=wave.pk,
    )


WHY_HIDDEN = {
    tie_queries.Hidden.OPEN: lambda: _("People still answer. Its network is shown once it is closed."),
    tie_queries.Hidden.FEW: lambda: _("Too few have answered for their answers to stay their own."),
}
