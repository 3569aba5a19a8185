"""Where the figures come from and how they are made."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.store import store
from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.landscape.views.page import Shown, frame, landscape_page
from trellis.sources.records import TableInfo


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def sources(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show each source of this landscape, the method in words, and all that is in the store."""
    context = {
        **frame(shown, "sources"),
        "sources": shown.reading.document["sources"],
        "evidence_url": shown.reading.evidence_url,
        "table": _store_table(store().tables()),
    }
    return render(request, "landscape/sources.html", context)


def _store_table(tables: tuple[TableInfo, ...]) -> DataTable:
    columns = (
        Column("title", _("Table"), href=lambda info: info.url or None),
        Column("table", _("Holds"), value=lambda info: info.table.replace("_", " ")),
        Column("publisher", _("Publisher"), secondary=True),
        Column("vintage", _("Vintage")),
        Column("rows", _("Rows"), "number"),
        Column("origin", _("From"), value=lambda info: origin_label(info.origin), choices=True),
        Column("retrieved", _("Retrieved"), secondary=True),
        Column("licence", _("License"), secondary=True),
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
        "snapshot": _("the snapshot that ships with Trellis"),
        "official": _("the publisher's full file"),
        "stated": _("facts stated in Trellis"),
    }[origin]
