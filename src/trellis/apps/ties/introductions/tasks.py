"""The long work of introductions: looking for them, sending the mail."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.ties import queries as tie_queries
from trellis.apps.ties.introductions import finding, mail, queries, services


@handles(queries.FIND_JOB)
def find(context: JobContext) -> dict[str, Any]:
    """Look for introductions in a wave."""
    wave = tie_queries.wave(context.alliance, int(context.parameters["wave"]))
    if wave is None or tie_queries.shows(wave):
        raise JobFailedError(_("The wave shows no network, so there is nobody to introduce."))
    context.progress(0, 1, _("Comparing partners…"))
    count = finding.refresh(wave=wave, by=context.job.created_by)
    return {"url": reverse("network:introductions", args=[context.alliance.slug]), "suggested": count}


@handles(queries.SEND_JOB)
def introduce(context: JobContext) -> dict[str, Any]:
    """Send the mail of an introduction to both sides."""
    found = queries.introduction(context.alliance, int(context.parameters["introduction"]))
    if found is None:
        raise JobFailedError(_("The introduction was removed meanwhile."))
    try:
        services.send_to_both(introduction=found, by=context.job.created_by)
    except ValidationError as error:
        raise JobFailedError(error.messages[0]) from error
    except mail.NotSentError as error:
        raise JobFailedError(
            _("The mail server didn't take the mail. Who has got it doesn't get it again; try later.")
        ) from error
    return {"url": reverse("network:introduction", args=[context.alliance.slug, found.pk])}
