"""The long work of networks: computing a wave's measures."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.ties import evidence
from trellis.apps.ties import queries as tie_queries
from trellis.apps.ties.introductions import finding
from trellis.apps.ties.network.queries import MEASURES_JOB
from trellis.apps.ties.network.services import WHY_HIDDEN


@handles(MEASURES_JOB)
def measures(context: JobContext) -> dict[str, Any]:
    """Compute the network of a wave and keep it as evidence."""
    wave = tie_queries.wave(context.alliance, int(context.parameters["wave"]))
    if wave is None:
        raise JobFailedError(_("The wave was removed meanwhile."))
    hidden = tie_queries.shows(wave)
    if hidden:
        raise JobFailedError(WHY_HIDDEN[hidden]())
    saying = (
        _("Reading the answers…"),
        _("Measuring the whole network…"),
        _("Measuring every organization…"),
        _("Looking for gaps and weak spots…"),
        _("Comparing with the wave before…"),
    )
    evidence.compute_and_keep(
        wave=wave,
        by=context.job.created_by,
        progress=lambda done, of: context.progress(done, of, saying[done]),
    )
    newest = finding.newest_wave(context.alliance)
    if newest is not None and newest.pk == wave.pk:
        finding.refresh(wave=wave, by=context.job.created_by)
    return {"url": f"{reverse('network:picture', args=[context.alliance.slug])}?wave={wave.pk}"}
