"""A landscape's charts as pages show them: each with the table it was drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from trellis.apps.core.ui import table
from trellis.apps.core.ui.chart import Chart as PageChart
from trellis.apps.landscape.charts.base import Chart, Column, Row

Kind = Literal["text", "number", "dollars"]


def on_page(key: str, chart: Chart, narrow: Chart) -> PageChart:
    """Return a chart for `<c-chart>`; the first column of its table leads where the chart's marks do.

    narrow: the same chart laid out for a phone.
    """
    columns = [_column(column, chart.rows) for column in chart.columns]
    if any("url" in row for row in chart.rows):
        first = chart.columns[0]
        columns[0] = table.Column(first.key, first.label, href=lambda row: row.get("url"))
    return PageChart(
        key=key,
        title=chart.title,
        sentence=chart.sentence,
        spec=chart.spec,
        narrow=narrow.spec,
        table=table.plain(f"{key}-table", chart.title, columns, chart.rows),
    )


def _column(column: Column, rows: Sequence[Row]) -> table.Column:
    """Return a column; one of small numbers shows a decimal, so that it still says something."""
    values = [abs(row[column.key]) for row in rows if column.kind == "number" and row.get(column.key)]
    small = bool(values) and max(values) < 10
    return table.Column(column.key, column.label, cast(Kind, column.kind), decimals=int(small))
