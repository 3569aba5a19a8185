"""The part of a data table that one request asked for, ready to be laid out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from trellis.apps.core.ui import figures
from trellis.apps.core.ui.evidence_card import EvidenceCard
from trellis.apps.core.ui.table import Column, DataTable


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, laid out."""

    column: Column
    text: str
    known: bool
    href: str
    html: str
    card: EvidenceCard | None
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row, laid out; the first cell is its head."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head, with the address that sorts by it."""

    column: Column
    url: str  # "" when it can't be sorted
    direction: str  # "ascending", "descending" or ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice filter of one column."""

    name: str
    label: str
    options: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page's number with its address; number 0 is a gap between numbers."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class TableView:
    """What the template lays out."""

    table: DataTable
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    filters: tuple[Filter, ...]
    search_name: str
    search_text: str
    count: str  # "26 to 50 of 98"
    pages: tuple[Page, ...]
    previous_url: str
    next_url: str
    kept: tuple[tuple[str, str], ...]  # the address's other parameters, kept by the filter form
    exports: tuple[tuple[str, str], ...]
    clear_url: str  # "" when nothing is filtered
    notices: tuple[str, ...]

    @property
    def interactive(self) -> bool:
        """Whether there is anything to set above the rows."""
        return bool(self.search_name or self.filters or self.exports)


def view(table: DataTable, query: Mapping[str, Any]) -> TableView:
    """Lays out what `query` (a request's GET) asks of `table`."""
    rows = table.select(query)
    last = max(1, math.ceil(len(rows) / table.page_size))
    page, notices = _page(table, query, last)
    first = (page - 1) * table.page_size
    shown = rows[first : first + table.page_size]
    order, chosen, search = table.order(query), table.chosen(query), table.search_text(query)
    asked = str(query.get(table.parameter("sort"), "") or "")
    if asked and asked != order:
        notices.append(gettext("This table cannot be sorted that way, so it is in its usual order."))

    def address(**changes: str) -> str:
        """The page's address with this table's parameters changed; an empty value removes one."""
        merged = _parameters(query)
        for name, value in changes.items():
            merged[table.parameter(name)] = value
        return "?" + urlencode([(name, value) for name, value in merged.items() if value])

    own = {table.parameter(name) for name in ("q", "page", *table.by_key)}
    filters = tuple(
        Filter(table.parameter(c.key), c.label, table.options(c), chosen.get(c.key, ""))
        for c in table.columns
        if c.choices
    )
    return TableView(
        table=table,
        heads=tuple(_head(table, column, order, address) for column in table.shown_columns),
        rows=tuple(_row(table, row) for row in shown),
        filters=filters,
        search_name=table.parameter("q") if table.searchable else "",
        search_text=search,
        count=_count(first, len(shown), len(rows), len(table.rows)),
        pages=tuple(
            Page(n, address(page=str(n)) if n else "", n == page)
            for n in _page_numbers(page, last)
            if last > 1
        ),
        previous_url=address(page=str(page - 1)) if page > 1 else "",
        next_url=address(page=str(page + 1)) if page < last else "",
        kept=tuple((name, value) for name, value in _parameters(query).items() if name not in own),
        exports=tuple((e.label, _with_query(e.url, _parameters(query), table)) for e in table.exports),
        clear_url=address(q="", page="", **dict.fromkeys(chosen, "")) if search or chosen else "",
        notices=tuple(notices),
    )


def _parameters(query: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(query.get(name, "") or "") for name in query}


def _with_query(url: str, parameters: Mapping[str, str], table: DataTable) -> str:
    """`url` with this table's filters and sort, so that an export is what the reader sees."""
    page = table.parameter("page")
    own = [(n, v) for n, v in parameters.items() if v and n.startswith(f"{table.key}.") and n != page]
    return f"{url}{'&' if '?' in url else '?'}{urlencode(own)}" if own else url


def _page(table: DataTable, query: Mapping[str, Any], last: int) -> tuple[int, list[str]]:
    asked = str(query.get(table.parameter("page"), "") or "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    if 1 <= number <= last:
        return number, []
    found = last if number > last else 1
    return found, [gettext("There is no such page of this table; this is page %(page)d.") % {"page": found}]


def _page_numbers(page: int, last: int) -> list[int]:
    """First, last and the neighbours of `page`; 0 where numbers are left out."""
    numbers: list[int] = []
    for number in sorted({1, last, page - 1, page, page + 1}):
        if 1 <= number <= last:
            if numbers and number - numbers[-1] > 1:
                numbers.append(0)
            numbers.append(number)
    return numbers


def _head(table: DataTable, column: Column, order: str, address: Any) -> Head:
    direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(order, "")
    if not column.sortable:
        return Head(column, "", direction)
    # numbers are wanted largest first, words from A
    first, second = (f"-{column.key}", column.key) if column.numeric else (column.key, f"-{column.key}")
    return Head(column, address(sort=second if order == first else first, page=""), direction)


def _row(table: DataTable, row: Any) -> Row:
    return Row(
        id=table.row_id(row) if table.row_id else "",
        cells=tuple(
            Cell(
                column=column,
                text=column.text(row),
                known=not column.numeric or column.text(row) != figures.not_known(),
                href=(column.href(row) or "") if column.href else "",
                html=column.render(row) if column.render else "",
                card=column.card(row) if column.card else None,
                tone=column.tone(row) if column.tone else "",
            )
            for column in table.shown_columns
        ),
    )


def _count(first: int, shown: int, found: int, total: int) -> str:
    numbers = {
        "first": figures.exact(first + 1),
        "last": figures.exact(first + shown),
        "found": figures.exact(found),
        "total": figures.exact(total),
    }
    if found == 0:
        return gettext("None of %(total)s") % numbers
    if shown == found:
        return (
            gettext("All %(total)s") % numbers
            if found == total
            else gettext("%(found)s of %(total)s") % numbers
        )
    return gettext("%(first)s to %(last)s of %(found)s") % numbers
