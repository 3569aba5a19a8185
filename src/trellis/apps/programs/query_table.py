"""A data table whose rows stay in the database: it asks for one page of them, sorted and filtered there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from trellis.apps.core.ui.table import Column, DataTable

Order = str | OrderBy


class QueryRows(Sequence[Any]):
    """The rows of a query set: counted once, fetched by the page."""

    def __init__(self, rows: QuerySet[Model]) -> None:
        self._rows = rows
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._rows.order_by().count()
        return self._count

    @overload
    def __getitem__(self, index: int) -> Any: ...

    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...

    def __getitem__(self, index: int | slice) -> Any:
        return list(self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)


@dataclass(frozen=True, slots=True)
class QueryTable(DataTable):
    """A data table over a query set, the same to its readers as one over rows at hand.

    Give `rows` as `QueryRows(queryset)`. What a reader can sort by is in `orders`, by the column's key and
    direction ("name", "-name"); what a choice filter offers is in `conditions`, by the column's key and the
    option's text.
    """

    queryset: QuerySet[Any] | None = None
    searched: tuple[str, ...] = ()  # lookups in which each word typed must occur
    orders: Mapping[str, tuple[Order, ...]] = field(default_factory=dict)
    conditions: Mapping[str, Mapping[str, Q]] = field(default_factory=dict)

    def options(self, column: Column) -> tuple[str, ...]:
        """The values a choice filter offers, in the order they were given."""
        return tuple(self.conditions.get(column.key, ()))

    def select(self, query: Mapping[str, Any]) -> Any:
        """The rows that `query` asks for, sorted; none is fetched before a page of them is taken."""
        assert self.queryset is not None
        rows = self.queryset
        for key, wanted in self.chosen(query).items():
            rows = rows.filter(self.conditions[key][wanted])
        for word in self.search_text(query).split():
            found = Q()
            for lookup in self.searched:
                found |= Q(**{lookup: word})
            rows = rows.filter(found)
        if rows is self.queryset and isinstance(self.rows, QueryRows) and not self.orders:
            return self.rows
        return QueryRows(rows.order_by(*self.orders.get(self.order(query), ("pk",))))

    def _can_sort(self, order: str) -> bool:
        return order in self.orders
