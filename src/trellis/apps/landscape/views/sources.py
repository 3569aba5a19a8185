"""Where the figures come from, how they are made, and how to get the full official files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.jobs import queries as jobs
from trellis.apps.core.jobs.models import Job
from trellis.apps.core.permissions import Permission
from trellis.apps.core.store import store
from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.landscape import services
from trellis.apps.landscape.published import published
from trellis.apps.landscape.views.page import Shown, frame, landscape_page
from trellis.sources.catalogue import PUBLICATIONS, Publication, publication
from trellis.sources.errors import UnknownSource
from trellis.sources.records import TableInfo

SUBJECTS = ("labor", "schools")
"""What of all publications a landscape and its K-12 pipeline are read from."""


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def sources(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show each source of this landscape, the method in words, and all that is in the store."""
    tables = store().tables()
    context = {
        **frame(shown, "sources"),
        "sources": _used(shown.reading.document["sources"]),
        "evidence_url": shown.reading.evidence_url,
        "publications": _publications(request, tables),
        "pull_url": shown.links.page("pull"),
        "table": _store_table(tables),
    }
    return render(request, "landscape/sources.html", context)


@require(Permission.RUN_JOBS)
@require_POST
def pull(request: AllianceRequest) -> HttpResponse:
    """Start fetching a publication's full official file, and show how far it is."""
    try:
        chosen = publication(request.POST.get("source", ""))
    except UnknownSource as error:
        raise Http404(str(error)) from error
    if not chosen.files:
        raise Http404(_("That publication can't be fetched; it is added by hand."))
    try:
        job = services.pull_source(
            alliance=request.alliance, by=request.user, source=chosen.key, title=chosen.title
        )
    except services.PullIsRunning as running:
        messages.info(request, _("That is being fetched already. This is how far it is."))
        job = running.job
    return redirect(job.get_absolute_url())


def _used(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the publications a landscape was read from, those of one origin and vintage together."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        key = (row["title"], row["vintage"], row["origin"])
        shown = {
            "rows": 0,
            "origin_label": origin_label(row["origin"]),
            "retrieved_on": _day(row["retrieved"]),
        }
        kept = found.setdefault(key, {**row, **shown})
        kept["rows"] += row["rows"]
    return list(found.values())


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _publications(request: AllianceRequest, tables: Sequence[TableInfo]) -> list[dict[str, Any]]:
    """Return what could be fetched: how large it is, what of it is here, and whether it is on its way."""
    running = {
        job.parameters.get("source"): job
        for job in jobs.unfinished(request.alliance, kind=services.PULL_KIND)
    }
    return [_offer(each, tables, running.get(each.key)) for each in PUBLICATIONS if each.subject in SUBJECTS]


def _offer(offered: Publication, tables: Sequence[TableInfo], job: Job | None) -> dict[str, Any]:
    here = [info for info in tables if info.source == offered.key and info.origin == "official"]
    return {
        "key": offered.key,
        "title": offered.title,
        "publisher": offered.publisher,
        "page": offered.page,
        "megabytes": sum(file.size for file in offered.files) / 1e6,
        "can_be_fetched": bool(offered.files),
        "here": max((info.edition, info.vintage) for info in here)[1] if here else "",
        "job": job,
    }


def _store_table(tables: Sequence[TableInfo]) -> DataTable:
    columns = (
        Column("title", _("Publication"), href=lambda info: info.url or None),
        Column("table", _("Table"), value=lambda info: info.table.replace("_", " ")),
        Column("vintage", _("Vintage"), value=lambda info: published(info.vintage, translation)),
        Column("rows", _("Rows"), "number"),
        Column("origin", _("From"), value=lambda info: origin_label(info.origin), choices=True),
        Column("retrieved", _("Retrieved")),
        Column("licence", _("License"), value=lambda info: published(info.licence, translation)),
    )
    return DataTable(
        key="store",
        caption=_("Tables at hand"),
        columns=columns,
        rows=tables,
        sort="title",
        page_size=50,
        searchable=False,
    )


def origin_label(origin: str) -> str:
    """Return where a table came from, in words."""
    return {
        "snapshot": _("snapshot that ships with Trellis"),
        "official": _("publisher's full file"),
        "stated": _("facts stated in Trellis"),
    }[origin]
