"""Charts of a landscape: each a specification, a sentence and a table."""

from trellis.apps.landscape.charts.base import Chart, Column
from trellis.apps.landscape.charts.compare import compare_chart
from trellis.apps.landscape.charts.definitions import definitions_chart
from trellis.apps.landscape.charts.gap import gap_chart
from trellis.apps.landscape.charts.occupation import occupation_chart
from trellis.apps.landscape.charts.what_if import what_if_chart

__all__ = [
    "Chart",
    "Column",
    "compare_chart",
    "definitions_chart",
    "gap_chart",
    "occupation_chart",
    "what_if_chart",
]
