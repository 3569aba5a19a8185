"""Long work of coding: the index of all job titles takes seconds to make."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import JobContext, handles
from trellis.apps.partners.hiring import coding, queries, services


@handles(services.LOOK_UP_KIND)
def look_up_titles(context: JobContext) -> dict[str, Any]:
    """Look up the titles of all jobs that weren't yet; run again after a crash it goes on where it was."""
    rows = list(queries.to_look_up(context.alliance))
    without = 0
    for number, need in enumerate(rows):
        context.progress(number, len(rows), _("Looking up “%(title)s”") % {"title": need.title})
        found = coding.look_up(need.title)
        services.keep(need=need, found=found)
        without += not found.suggestions
    return {
        "url": reverse("hiring:uncoded", kwargs={"alliance": context.alliance.slug}),
        "titles": len(rows),
        "without_suggestion": without,
    }
