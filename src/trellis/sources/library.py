"""The library: queries over the shelf's tables, with what was read kept in memory until the shelf changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import duckdb
import numpy as np
from numpy.typing import NDArray

from trellis.sources.errors import UnknownVintage
from trellis.sources.records import TableInfo
from trellis.sources.shelf import Entry, Shelf, default_data_dir

RECENT = 64
T = TypeVar("T")
Columns = dict[str, NDArray[Any]]


class Library:
    """One data folder, opened. Safe to use from several threads."""

    def __init__(self, data_dir: Path | str | None = None) -> None:
        self.shelf = Shelf(Path(data_dir) if data_dir is not None else default_data_dir())
        self._lock = threading.RLock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._kept: dict[Hashable, Any] = {}
        self._kept_of = -1

    def entry(self, table: str, *, vintage: str | None = None) -> Entry | None:
        """The table's preferred edition, or that of a vintage ("May 2025" or "2025-05"); None without one."""
        for entry in self.shelf.entries(table):
            if vintage in (None, entry.info.vintage, entry.info.edition):
                return entry
        return None

    def need(self, table: str) -> Entry:
        """The preferred edition of a table that the snapshot always has."""
        entry = self.entry(table)
        if entry is None:
            raise UnknownVintage(f"The table {table} is missing: the installed package is incomplete.")
        return entry

    def columns(self, sql: str, parameters: Path | dict[str, object] | None = None) -> Columns:
        """Run a query; its columns as arrays, text as fixed-width strings.

        `parameters`: the Parquet file of a query with one "?", or values by name. Nulls must be replaced in
        the query.
        """
        cursor = self._cursor()
        try:
            found = cast(Columns, cursor.execute(sql, _given(parameters)).fetchnumpy())
        finally:
            cursor.close()
        return {
            name: column.astype(np.str_) if column.dtype == object else column
            for name, column in found.items()
        }

    def rows(self, sql: str, parameters: Path | dict[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Run a query; its rows as Python's own values, for what makes no good columns, such as shapes."""
        cursor = self._cursor()
        try:
            return cursor.execute(sql, _given(parameters)).fetchall()
        finally:
            cursor.close()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._connection is None:
                self._connection = duckdb.connect(":memory:", config={"threads": 2})
            return self._connection.cursor()

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, computed once for as long as the shelf stays as it is."""
        with self._lock:
            generation = self.shelf.generation
            if generation != self._kept_of:
                self._kept.clear()
                self._kept_of = generation
            if key not in self._kept:
                self._kept[key] = _frozen(make())
            return cast(T, self._kept[key])

    def recent(self, key: Hashable, make: Callable[[], T]) -> T:
        """Like `kept`, for what there are many of: only the last ones asked for stay."""
        with self._lock:
            recent: OrderedDict[Hashable, T] = self.kept("recent", OrderedDict)
            if key not in recent:
                recent[key] = _frozen(make())
                if len(recent) > RECENT:
                    recent.popitem(last=False)
            recent.move_to_end(key)
            return recent[key]

    def infos(self) -> tuple[TableInfo, ...]:
        """Every table at hand."""
        return tuple(entry.info for entries in self.shelf.all_entries().values() for entry in entries)


def _given(parameters: Path | dict[str, object] | None) -> list[str] | dict[str, object]:
    return [str(parameters)] if isinstance(parameters, Path) else parameters or {}


def _frozen(record: T) -> T:
    """The record with its columns made read-only: everyone who asks gets the same ones."""
    if is_dataclass(record):
        for part in fields(record):
            column = getattr(record, part.name)
            if isinstance(column, np.ndarray):
                column.flags.writeable = False
    return record
