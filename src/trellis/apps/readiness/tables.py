"""Results as tables: for pages and for files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trellis.apps.core.ui import figures
from trellis.apps.core.ui.table import Column, DataTable, Export
from trellis.apps.partners.sectors import Sector
from trellis.apps.readiness import words
from trellis.apps.readiness.views import frame

if TYPE_CHECKING:
    from trellis.apps.core.access import AllianceRequest
    from trellis.apps.readiness.models import Assessment
    from trellis.apps.readiness.results import ItemResult, Results


def items(request: AllianceRequest, assessment: Assessment, found: Results) -> DataTable:
    """A row an item: level, agreement, spread, how many answered."""
    return DataTable(
        key="items",
        caption=_("Every question"),
        columns=(
            Column("item", _("Question"), value=lambda each: str(each.item.short), sortable=False),
            Column("level", _("Level"), "number", decimals=1, help=_("Median, from 1")),
            Column("said", _("In words"), value=_said, sortable=False),
            Column("agreement", _("Agreement"), "number", decimals=2, help=_("−1 far apart, 1 all the same")),
            Column("middle", _("Middle half"), value=_middle, sortable=False, help=_("Of the answers")),
            Column("answered", pgettext("what people said", "Answers"), "number"),
        ),
        rows=found.items,
        searchable=False,
        page_size=60,
        exports=(
            Export("CSV", frame.url(request, "results_csv", pk=assessment.pk)),
            Export("XLSX", frame.url(request, "results_xlsx", pk=assessment.pk)),
        ),
    )


def silent_sectors(found: Results) -> list[str]:
    """The sectors of which nobody wrote anything."""
    described = {each.sector for each in found.table}
    return [str(label) for code, label in Sector.choices if code not in described]


def headings(is_table: bool) -> list[str]:
    """The columns of the files."""
    if is_table:
        return [_("Sector"), _("Question"), _("What somebody wrote")]
    return [
        _("Question"),
        _("Group"),
        pgettext("what people said", "Answers"),
        _("Level"),
        _("Level in words"),
        _("Agreement"),
        _("Agreement in words"),
        _("First quartile"),
        _("Third quartile"),
        _("Mean"),
        _("Can't tell"),
        _("What Trellis knows"),
    ]


def rows(found: Results, contributes: str, gets: str) -> list[list[Any]]:
    """A row an item and group. What isn't shown on pages isn't here."""
    if found.table:
        return [
            [words.sector(each.sector), question, said]
            for each in found.table
            for question, texts in ((contributes, each.contributes), (gets, each.gets))
            for said in texts
        ]
    return [row for each in found.items for row in (_everybody(each), *_by_sector(each))]


def _everybody(each: ItemResult) -> list[Any]:
    spread = each.spread
    shown = each.level is not None and each.agreement is not None
    return [
        str(each.item.text),
        _("Everybody"),
        each.answered,
        each.level,
        words.level(each.item, each.level) if each.level is not None else _("too few answers to show"),
        _rounded(each.agreement) if shown else None,
        words.agreement(each.agreement) if each.agreement is not None else "",
        spread.low if spread else None,
        spread.high if spread else None,
        _rounded(spread.mean) if spread else None,
        spread.unsure if spread else None,
        words.record(each.record) if each.record else "",
    ]


def _by_sector(each: ItemResult) -> list[list[Any]]:
    return [
        [
            str(each.item.text),
            words.sector(one.sector),
            None,
            one.level,
            words.level(each.item, one.level),
            None,
            words.agreement(one.agreement),
            *[None] * 4,
            "",
        ]
        for one in each.sectors
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _said(each: ItemResult) -> str:
    if each.level is None or each.agreement is None:
        return _("too few answers to show")
    return f"{words.level(each.item, each.level)}; {words.agreement(each.agreement)}"


def _middle(each: ItemResult) -> str:
    if each.spread is None:
        return ""
    low, high = figures.exact(each.spread.low, 1), figures.exact(each.spread.high, 1)
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
