"""Long work of the landscape: fetching a publication's full official file."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.core.store import store
from trellis.apps.core.ui.figures import exact
from trellis.apps.landscape.services import PULL_KIND
from trellis.sources.errors import SourceError
from trellis.sources.pull import pull

MEGABYTE = 1_000_000


@handles(PULL_KIND)
def pull_publication(context: JobContext) -> dict[str, Any]:
    """Fetch one publication; a download that broke off goes on where it was, nothing is half saved."""

    def progress(name: str, done: int, total: int | None) -> None:
        message = f"{name}, {exact(done / MEGABYTE, 1)} MB"
        context.progress(done, total or max(done, 1) * 2, message)

    try:
        placed = pull(store(), context.parameters["source"], progress=progress)
    except SourceError as error:
        raise JobFailedError(str(error)) from error
    return {
        "url": reverse("landscape:sources", kwargs={"alliance": context.alliance.slug}),
        "tables": [{"table": info.table, "vintage": info.vintage, "rows": info.rows} for info in placed],
    }
