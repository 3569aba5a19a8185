"""What was found as a table and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from trellis.apps.core.ui.table import Column, DataTable, Export
from trellis.apps.partners.silos.document import DUPLICATE
from trellis.apps.partners.silos.queries import Finding

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.partners.spreadsheets import Value

KEY: Final = "silos"
COLUMNS: Final = ("kind", "about", "who", "why", "score", "answer", "note", "answered_by", "answered_on")


def findings(alliance: Alliance, rows: Sequence[Finding], *, show: str) -> DataTable:
    """Findings, the surest first."""
    export = reverse("silos:export", kwargs={"alliance": alliance.slug})
    return DataTable(
        key=KEY,
        caption=_("Who does the same, and who could join forces"),
        columns=(
            Column("who", _("Who"), render=lambda row: _who(alliance, row), sortable=False),
            Column("why", _("Why"), value=lambda row: " ".join(row.reasons), render=_why, sortable=False),
            Column("kind", _("Kind"), value=lambda row: row.kind_label, render=_kind, choices=True),
            Column("score", _("How alike"), "percent", help=_("it orders; it is no proof")),
        ),
        rows=rows,
        page_size=20,
        exports=(Export("CSV", f"{export}?show={show}"),),
        empty=_("There is nothing here."),
    )


def records(rows: Sequence[Finding]) -> list[tuple[Value, ...]]:
    """Findings as rows of a file, in the order of COLUMNS."""
    return [
        (
            row.kind,
            row.about,
            row.who,
            " ".join(row.reasons),
            row.score,
            row.verdict,
            row.said.note if row.said else "",
            str(row.said.said_by) if row.said and row.said.said_by else "",
            row.said.changed_at.date() if row.said else None,
        )
        for row in rows
    ]


def finding_url(alliance: Alliance, key: str) -> str:
    """Where one finding's page is."""
    return reverse("silos:finding", kwargs={"alliance": alliance.slug, "key": key})


def _who(alliance: Alliance, row: Finding) -> str:
    return format_html(
        '<a href="{}">{}</a>',
        finding_url(alliance, row.key),
        format_html_join(
            " · ",
            "{}{}",
            (
                (each.name, format_html(' <span class="quiet">({})</span>', each.organization))
                if each.organization
                else (each.name, "")
                for each in row.members
            ),
        ),
    )


def _why(row: Finding) -> str:
    said = format_html_join("", "<p>{}</p>", ((reason,) for reason in row.reasons))
    return format_html('<div class="silo-why">{}</div>', said)


def _kind(row: Finding) -> str:
    tone = "short" if row.kind == DUPLICATE else "primary"
    return format_html('<span class="tag tag--{}">{}</span>', tone, row.kind_label)
