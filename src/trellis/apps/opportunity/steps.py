"""What would help the deserts: those that one site could serve together, and the step for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.opportunity.reach import SPEEDS
from trellis.apps.opportunity.sphere import on_sphere
from trellis.methods.access import DETOUR

if TYPE_CHECKING:
    from trellis.apps.opportunity.asked import Computed
    from trellis.apps.opportunity.reach import Found

Floats = NDArray[np.float64]

MOST: Final = 12
ENOUGH: Final = 0.4
"""A ride, or a free place, is the step where it would reach this share of those left out."""

MOST_OF_THEM: Final = 0.5
"""Where fewer than this are left out altogether, a ride or a free place doesn't mend that there is little."""

FARTHEST_KM: Final = 10.0
"""Deserts farther apart than this aren't one place, however fast one gets about."""


def steps_of(
    made: Computed, desert: NDArray[np.bool_], alternatives: Mapping[str, Found]
) -> list[dict[str, Any]]:
    """Return a step for each group of deserts that one site could serve, those that help most first.

    alternatives: by kind of step, what could be reached if it were taken everywhere. Where none of them
    reaches enough of those left out, the step is a new site.
    """
    rows = np.flatnonzero(desert)
    if not rows.size:
        return []
    found = [_step(made, middle, group, alternatives) for middle, group in _together(made, rows)]
    found.sort(key=lambda step: (-step["helped"], step["key"]))
    return found[:MOST]


def _step(
    made: Computed, middle: int, rows: NDArray[np.intp], alternatives: Mapping[str, Found]
) -> dict[str, Any]:
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


def _together(made: Computed, rows: NDArray[np.intp]) -> list[tuple[int, NDArray[np.intp]]]:
    """Return groups of deserts around the one from which most of their young people can be reached.

    The group with most young people is taken first, then the same again among the deserts that are left.
    """
    from scipy.spatial import cKDTree

    places, question = made.inputs.places, made.inputs.question
    slowest = min(SPEEDS[each] for each in made.reach.who.classes)
    radius = min(question.minutes / 60 * slowest / DETOUR, FARTHEST_KM)
    people = made.found.people.sum(axis=1)[rows]
    tree = cKDTree(on_sphere(places.latitude[rows], places.longitude[rows]))
    near = [np.array(each) for each in tree.query_ball_point(tree.data, radius)]
    left = np.ones(rows.size, dtype=np.bool_)
    groups: list[tuple[int, NDArray[np.intp]]] = []
    while left.any() and len(groups) < MOST:
        sums = [people[each[left[each]]].sum() if left[place] else -1.0 for place, each in enumerate(near)]
        middle = int(np.argmax(sums))
        group = near[middle][left[near[middle]]]
        left[group] = False
        groups.append((int(rows[middle]), rows[group]))
    return groups
