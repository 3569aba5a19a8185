"""What a change does: before and after, for the region, each group and each neighborhood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trellis.apps.opportunity.compute import REGION, compared_groups

if TYPE_CHECKING:
    from trellis.apps.opportunity.asked import Inputs
    from trellis.apps.opportunity.reach import Found

FEWEST = 0.5
"""Young people who newly reach a seat: below this a neighborhood isn't said to gain."""


def outcome(inputs: Inputs, before: Found, after: Found) -> dict[str, Any]:
    """Return totals, groups and neighborhoods before and after a change, as JSON-able values."""
    places = inputs.places
    people = np.nan_to_num(places.people[inputs.question.group], nan=0.0)
    groups = {REGION: (people, (inputs.question.age_min, inputs.question.age_max))}
    for each in compared_groups(places, inputs.question):
        counts = np.nan_to_num(places.people[each.key], nan=0.0)
        groups[each.key] = (counts, (each.age_min, each.age_max))
    gained = people * (before.left_out - after.left_out)
    changed = np.flatnonzero(
        (np.abs(gained) >= FEWEST) | ~np.isclose(before.mean, after.mean, rtol=1e-6, atol=1e-9)
    )
    return {
        "groups": [_group(key, *counted, before, after) for key, counted in groups.items()],
        "places": {
            "id": [str(places.ids[row]) for row in changed.tolist()],
            "left_out_before": np.round(before.left_out[changed], 4).tolist(),
            "left_out": np.round(after.left_out[changed], 4).tolist(),
            "access_before": np.round(before.mean[changed], 6).tolist(),
            "access": np.round(after.mean[changed], 6).tolist(),
            "gained": np.round(gained[changed], 1).tolist(),
        },
    }


def _group(key: str, people: Any, ages: tuple[int, int], before: Found, after: Found) -> dict[str, Any]:
    total = float(people.sum())
    then, now = float(people @ before.left_out), float(people @ after.left_out)
    return {
        "key": key,
        "ages": list(ages),
        "people": total,
        "left_out_before": then,
        "left_out": now,
        "gained": then - now,
        "none_before": then / total if total else None,
        "none": now / total if total else None,
        "access_before": float(people @ before.mean) / total if total else None,
        "access": float(people @ after.mean) / total if total else None,
    }
