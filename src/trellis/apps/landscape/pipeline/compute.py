"""Computes the pipeline of a region: the one way in which numbers of students come out of the collection."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from trellis.apps.landscape.pipeline.document import document
from trellis.apps.landscape.pipeline.entering import ledger_of
from trellis.apps.landscape.pipeline.layout import Layout
from trellis.apps.landscape.pipeline.protecting import protect
from trellis.apps.landscape.pipeline.schools import school_numbers
from trellis.apps.landscape.pipeline.units import units_of

if TYPE_CHECKING:
    from trellis.sources.pipeline import SchoolPipeline

STEPS = 3
Progress = Callable[[int, int], None]


def compute(
    pipeline: SchoolPipeline,
    *,
    leaids: Collection[str] = (),
    threshold: int = 10,
    progress: Progress = lambda done, of: None,
) -> dict[str, Any]:
    """Return the pipeline's document: the state, the region, its districts and their schools.

    pipeline: all schools of the region's states. leaids: the region's districts, all where none are named.
    threshold: numbers of fewer students are hidden, and those from which they could be computed.
    progress: told before each of `STEPS` steps.
    """
    progress(0, STEPS)
    layout = Layout(school_numbers(pipeline, threshold=threshold))
    units = units_of(pipeline, leaids=leaids)
    ledger = ledger_of(layout, units.in_order)
    progress(1, STEPS)
    shown = protect(ledger, threshold=threshold)
    progress(2, STEPS)
    return document(layout, units, shown, threshold=threshold)
