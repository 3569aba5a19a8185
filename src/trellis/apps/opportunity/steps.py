"""What would help the deserts: neighboring ones together, each with the step that reaches most there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.opportunity.sphere import on_sphere

if TYPE_CHECKING:
    from trellis.apps.opportunity.compute import Computed
    from trellis.apps.opportunity.reach import Found

Floats = NDArray[np.float64]

MOST: Final = 12
ENOUGH: Final = 0.4
"""A ride, or a free place, is the step where it would reach this share of those left out."""

MOST_OF_THEM: Final = 0.5
"""Where fewer than this are left out altogether, a ride or a free place doesn't mend that there is little."""

LINK: Final = 2.2
FARTHEST_LINK_KM: Final = 8.0


def steps_of(
    made: Computed, desert: NDArray[np.bool_], alternatives: Mapping[str, Found]
) -> list[dict[str, Any]]:
    """Return a step for each group of neighboring deserts, those that help most young people first.

    alternatives: by kind of step, what could be reached if it were taken everywhere. Where none of them
    reaches enough of those left out, the step is a new site.
    """
    rows = np.flatnonzero(desert)
    if not rows.size:
        return []
    found = [_step(made, group, alternatives) for group in _neighbors(made, rows)]
    found.sort(key=lambda step: (-step["helped"], step["key"]))
    return found[:MOST]


def _step(made: Computed, rows: NDArray[np.intp], alternatives: Mapping[str, Found]) -> dict[str, Any]:
    places = made.inputs.places
    people = made.found.people.sum(axis=1)[rows]
    left_out = float((people * made.found.left_out[rows]).sum())
    after = {kind: float((people * found.left_out[rows]).sum()) for kind, found in alternatives.items()}
    kind, helped = "open_site", float(people.sum())
    for each in ("make_free", "bus"):
        if (
            each in after
            and left_out >= MOST_OF_THEM * helped
            and left_out - after[each] >= ENOUGH * left_out
        ):
            kind, helped = each, left_out - after[each]
            break
    middle = rows[int(np.argmax(people))]
    return {
        "key": f"{kind}:{places.ids[middle]}",
        "kind": kind,
        "place": str(places.ids[middle]),
        "places": [str(places.ids[row]) for row in rows.tolist()],
        "people": float(people.sum()),
        "left_out": left_out,
        "helped": helped,
        "access": float((people * made.found.mean[rows]).sum() / people.sum()),
        "latitude": float(np.average(places.latitude[rows], weights=people)),
        "longitude": float(np.average(places.longitude[rows], weights=people)),
    }


def _neighbors(made: Computed, rows: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Return the deserts in groups: those that lie no farther apart than neighbors here usually do."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    places = made.inputs.places
    points = on_sphere(places.latitude, places.longitude)
    nearest = cKDTree(points).query(points, k=2)[0][:, 1] if len(points) > 1 else np.array([0.0])
    link = min(LINK * float(np.median(nearest)), FARTHEST_LINK_KM)
    pairs = cKDTree(points[rows]).query_pairs(link, output_type="ndarray")
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(rows.size, rows.size))
    count, group = connected_components(graph, directed=False)
    return [rows[group == each] for each in range(count)]
