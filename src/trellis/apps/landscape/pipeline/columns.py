"""Columns of numbers of students, which may be hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trellis.apps.core.ui.table import Column, Kind
from trellis.apps.landscape.pipeline import words
from trellis.apps.landscape.pipeline.document import HIDDEN

if TYPE_CHECKING:
    from trellis.apps.landscape.pipeline.reading import Reading, Row

Value = Callable[[Any], Any]


def maybe_hidden(
    reading: Reading,
    key: str,
    label: str,
    kind: Kind = "number",
    *,
    decimals: int = 0,
    help_: str = "",
    value: Value | None = None,
    absent: Callable[[Row], str] = lambda row: "",
    tone: Callable[[Row], str] | None = None,
    sortable: bool = True,
) -> Column:
    """Return a column of numbers that may be hidden; absent: the words where there is nothing to count."""
    read = value or (lambda row: row.get(key))

    def render(row: Row) -> SafeString | str:
        found = read(row)
        if found == HIDDEN:
            return words.mark(reading.threshold)
        said = absent(row) if found is None else ""
        return format_html('<span class="quiet">{}</span>', said) if said else ""

    return Column(
        key,
        label,
        kind,
        decimals=decimals,
        help=help_,
        value=read,
        render=render,
        tone=tone,
        sortable=sortable,
    )


def offered_or_not(course: Row) -> str:
    """Return in a word or two whether a school offers a course."""
    return _("offered") if course["offering"] else _("not offered")
