"""A data table: what its columns are, and the part of its rows that one request asks for.

Sorting, filtering and paging are addresses (`?occupations.sort=-gap&occupations.q=civil&occupations.page=2`),
so a table works without JavaScript and can be bookmarked. Rows are any objects or mappings; a column says how
to read one. Wrong parameters are never an error: the table falls back to its default and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from trellis.apps.core.ui import figures
from trellis.apps.core.ui.evidence_card import EvidenceCard

Kind = Literal["text", "number", "signed", "dollars", "percent", "interval"]


def read(row: Any, key: str) -> Any:
    """`row[key]` of a mapping, else `row.key`."""
    return row.get(key) if isinstance(row, Mapping) else getattr(row, key, None)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, how its values are read and shown."""

    key: str
    label: str
    kind: Kind = "text"
    decimals: int = 0
    help: str = ""  # one sentence, shown under the label
    sortable: bool = True
    choices: bool = False  # offers the values it has as a filter
    filter_only: bool = False  # and that is all it does: it isn't shown
    value: Callable[[Any], Any] | None = None  # default: the row's `key`
    low: str = ""  # keys of an interval's ends
    high: str = ""
    href: Callable[[Any], str | None] | None = None
    render: Callable[[Any], str] | None = None  # ready HTML, when a cell is more than a value
    card: Callable[[Any], EvidenceCard | None] | None = None
    tone: Callable[[Any], str] | None = None  # "short", "surplus", "unknown"

    def of(self, row: Any) -> Any:
        """The column's bare value in `row`: what is sorted by and exported."""
        return self.value(row) if self.value else read(row, self.key)

    @property
    def numeric(self) -> bool:
        """Whether it is set flush right in tabular figures."""
        return self.kind != "text"

    def text(self, row: Any) -> str:
        """The value as a reader sees it."""
        value = self.of(row)
        if self.kind == "text":
            return "" if value is None else str(value)
        if self.kind == "interval":
            return figures.interval(read(row, self.low), read(row, self.high), "exact")
        if self.kind == "dollars":
            return figures.dollars(value)
        form = {"number": figures.exact, "signed": figures.signed, "percent": figures.percent}[self.kind]
        return form(value, self.decimals)


@dataclass(frozen=True, slots=True)
class Export:
    """A way to take the rows along."""

    label: str  # "CSV"
    url: str


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table before anybody has asked for a part of it."""

    key: str  # also the prefix of its parameters and the id of its element
    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]
    sort: str = ""  # "gap" or "-gap"; "" leaves the rows as they come
    page_size: int = 25
    searchable: bool = True
    exports: tuple[Export, ...] = ()
    row_id: Callable[[Any], str] | None = None  # an id for each row, so that a chart can lead to it
    empty: str = ""
    by_key: dict[str, Column] = field(init=False, repr=False, compare=False)

    @property
    def shown_columns(self) -> tuple[Column, ...]:
        """The columns that stand in the table; the others are filters alone."""
        return tuple(column for column in self.columns if not column.filter_only)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})

    def parameter(self, name: str) -> str:
        """The name that `sort`, `q`, `page` or a column's filter has in the address."""
        return f"{self.key}.{name}"

    # ---- what a request selects

    def chosen(self, query: Mapping[str, Any]) -> dict[str, str]:
        """The choice filters that are set to a value which the column has."""
        found = {}
        for column in self.columns:
            wanted = str(query.get(self.parameter(column.key), "") or "")
            if wanted and column.choices and wanted in self.options(column):
                found[column.key] = wanted
        return found

    def options(self, column: Column) -> tuple[str, ...]:
        """The values a choice filter offers, sorted."""
        return tuple(sorted({text for row in self.rows if (text := column.text(row))}))

    def select(self, query: Mapping[str, Any]) -> list[Any]:
        """All rows that `query` asks for, sorted, on whatever page; what an export writes."""
        words = self.search_text(query).casefold().split()
        chosen = self.chosen(query)
        rows = [row for row in self.rows if self._fits(row, words, chosen)]
        return self._sorted(rows, self.order(query))

    def search_text(self, query: Mapping[str, Any]) -> str:
        """What was typed into the table's search field, at most 200 characters of it."""
        return str(query.get(self.parameter("q"), "") or "").strip()[:200] if self.searchable else ""

    def order(self, query: Mapping[str, Any]) -> str:
        """The sort in force: the one asked for when there is such a column, else the default."""
        wanted = str(query.get(self.parameter("sort"), "") or "")
        return wanted if self._can_sort(wanted) else self.sort

    def _can_sort(self, order: str) -> bool:
        column = self.by_key.get(order.removeprefix("-"))
        return column is not None and column.sortable

    def _fits(self, row: Any, words: Sequence[str], chosen: Mapping[str, str]) -> bool:
        if any(self.by_key[key].text(row) != value for key, value in chosen.items()):
            return False
        if not words:
            return True
        haystack = " ".join(column.text(row) for column in self.columns if column.kind == "text").casefold()
        return all(word in haystack for word in words)

    def _sorted(self, rows: list[Any], order: str) -> list[Any]:
        column = self.by_key.get(order.removeprefix("-"))
        if column is None:
            return rows
        known = [row for row in rows if self._sort_value(column, row) is not None]
        unknown = [row for row in rows if self._sort_value(column, row) is None]
        known.sort(key=lambda row: self._sort_value(column, row), reverse=order.startswith("-"))
        return known + unknown  # what isn't known stands last in either direction

    @staticmethod
    def _sort_value(column: Column, row: Any) -> Any:
        value = column.of(row)
        if column.numeric:
            return figures.number(value)
        text = column.text(row) if value is not None else ""
        return text.casefold() or None


def plain(key: str, caption: str, columns: Iterable[Column], rows: Sequence[Any]) -> DataTable:
    """A table that is only read: the one under a chart. No search, no paging, no sorting."""
    still = tuple(replace(column, sortable=False, choices=False) for column in columns)
    return DataTable(
        key=key, caption=caption, columns=still, rows=rows, page_size=max(len(rows), 1), searchable=False
    )
