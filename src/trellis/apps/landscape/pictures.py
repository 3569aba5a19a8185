"""A landscape's charts as pages show them: each with the table it was drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from trellis.apps.core.ui import table
from trellis.apps.core.ui.chart import Chart as PageChart
from trellis.apps.landscape.charts.base import Chart, Column, Row

Kind = Literal["text", "number", "dollars"]


def on_page(key: str, chart: Chart) -> PageChart:
    """Return a chart for `<c-chart>`, with its table beneath."""
    return _drawn(key, chart, table_of(key, chart))


def in_two_layouts(key: str, wide: Chart, narrow: Chart) -> tuple[PageChart, PageChart, table.DataTable]:
    """Return a chart's layouts for a wide and a narrow page, and the one table that belongs to both."""
    kept = table_of(key, wide)
    without = replace(kept, rows=())
    return _drawn(key, wide, without), _drawn(f"{key}-narrow", narrow, without), kept


def table_of(key: str, chart: Chart) -> table.DataTable:
    """Return the table that a chart was drawn from; its first column leads where the chart's marks do."""
    columns = [_column(column, chart.rows) for column in chart.columns]
    if any("url" in row for row in chart.rows):
        first = chart.columns[0]
        columns[0] = table.Column(first.key, first.label, href=lambda row: row.get("url"))
    return table.plain(f"{key}-table", chart.title, columns, chart.rows)


def _drawn(key: str, chart: Chart, beneath: table.DataTable) -> PageChart:
    return PageChart(key=key, title=chart.title, sentence=chart.sentence, spec=chart.spec, table=beneath)


def _column(column: Column, rows: Sequence[Row]) -> table.Column:
    """Return a column; one of small numbers shows a decimal, so that it still says something."""
    values = [abs(row[column.key]) for row in rows if column.kind == "number" and row.get(column.key)]
    small = bool(values) and max(values) < 10
    return table.Column(column.key, column.label, cast(Kind, column.kind), decimals=int(small))
