"""The silo finder's formulas, pair by pair, as docs/methods/silos.md states them."""

from math import acos, cos, log, nan, radians, sin

import numpy as np

from trellis.apps.partners.silos.entries import NO_ROLE, Entries

MILES = 3958.8


def miles(entries: Entries, one: int, other: int) -> float:
    """Great-circle miles between the nearest sites of two entries, by the law of cosines."""
    found = [
        MILES * acos(min(1.0, sin(a) * sin(b) + cos(a) * cos(b) * cos(c - d)))
        for a, c in sites(entries, one)
        for b, d in sites(entries, other)
    ]
    return min(found, default=nan)


def sites(entries: Entries, one: int) -> list[tuple[float, float]]:
    return [
        (radians(entries.latitude[place]), radians(entries.longitude[place]))
        for place in range(len(entries.site_of))
        if entries.site_of[place] == one
    ]


def shared(one: np.ndarray, other: np.ndarray) -> float:
    """What both have over what either has."""
    if not one.any() or not other.any():
        return nan
    return float((one & other).sum() / (one | other).sum())


def text(entries: Entries, one: int, other: int) -> float:
    a, b = entries.text[one].astype(float), entries.text[other].astype(float)
    if not a.any() or not b.any():
        return nan
    return min(max((float(a @ b) - 0.45) / 0.5, 0.0), 1.0)


def focus(entries: Entries, one: int, other: int) -> float:
    a, b = entries.topics[one], entries.topics[other]
    n = len(entries)

    def worth(flags: np.ndarray) -> float:
        counts = entries.topics.sum(axis=0)
        return sum(log(1 + (n + 20) / (counts[t] + 2)) / log(11) for t in np.flatnonzero(flags))

    found = nan if not a.any() or not b.any() else worth(a & b) / worth(a | b) * min(worth(a & b), 1.0)
    said = text(entries, one, other)
    return max((each for each in (found, said if said >= 0.8 else nan) if each == each), default=nan)


def place(entries: Entries, one: int, other: int) -> float:
    far = miles(entries, one, other)
    near = 1 / (1 + (far / 2) ** 2)
    counties = shared(entries.counties[one], entries.counties[other])
    areas = shared(entries.areas[one], entries.areas[other])
    known = [areas, counties * (0.6 + 0.4 * (near if near == near else 0.0))]
    return max((each for each in known if each == each), default=near)


def duplicates(entries: Entries) -> dict[tuple[int, int], float]:
    """Every pair that does the same, with its score."""
    found = {}
    for one in range(len(entries)):
        for other in range(one + 1, len(entries)):
            if entries.owner[one] == entries.owner[other] or entries.role[one] != entries.role[other]:
                continue
            parts = (
                (0.4, focus(entries, one, other)),
                (0.2, ages := shared(entries.ages[one], entries.ages[other])),
                (0.25, where := place(entries, one, other)),
                (0.15, text(entries, one, other)),
            )
            score = sum(weight * (0.3 if part != part else part) for weight, part in parts)
            same = parts[0][1] >= 0.5 and not ages < 0.4 and where >= 0.5 and score >= 0.6
            if same and entries.role[one] != NO_ROLE:
                found[one, other] = score
    return found
