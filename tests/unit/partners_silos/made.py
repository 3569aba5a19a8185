"""Entries to compare, made with as little as a test says."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from trellis.apps.partners.silos.entries import Entries

RESOURCES = 3


def entries(*rows: dict[str, Any], topics: int = 2, years: int = 20, text: int = 4) -> Entries:
    """One entry a row, each of an owner of its own: topics, ages and the like as columns that are true."""
    size = len(rows)
    sites = [(place, *site) for place, row in enumerate(rows) for site in row.get("sites", ())]
    columns: Sequence[Any] = list(zip(*sites, strict=True)) or [(), (), ()]
    vectors = np.zeros((size, text), np.float32)
    for place, row in enumerate(rows):
        vectors[place] = row.get("text", np.zeros(text))
    return Entries(
        owner=np.array([row.get("owner", place) for place, row in enumerate(rows)], dtype=np.int64),
        role=np.array([row.get("role", 0) for row in rows], dtype=np.int64),
        topics=flags(rows, "topics", topics),
        ages=flags(rows, "ages", years),
        counties=flags(rows, "counties", 3),
        areas=flags(rows, "areas", 3),
        site_of=np.array(columns[0], dtype=np.int64),
        latitude=np.array(columns[1], dtype=np.float64),
        longitude=np.array(columns[2], dtype=np.float64),
        text=vectors,
        needs=flags(rows, "needs", RESOURCES),
        offers=flags(rows, "offers", RESOURCES),
    )


def flags(rows: Sequence[dict[str, Any]], name: str, size: int) -> Any:
    found = np.zeros((len(rows), size), np.bool_)
    for place, row in enumerate(rows):
        found[place, list(row.get(name, ()))] = True
    return found


def random_entries(seed: int, size: int = 60) -> Entries:
    """A crowd in one town: few topics, so that many are alike; much of it unknown."""
    draw = np.random.default_rng(seed)
    rows = []
    for _ in range(size):
        first = int(draw.integers(0, 12))
        vector = draw.normal(size=4) + 1
        rows.append(
            {
                "owner": int(draw.integers(0, size // 2)),
                "role": int(draw.integers(-1, 2)),
                "topics": np.flatnonzero(draw.random(6) < 0.25),
                "ages": range(first, first + int(draw.integers(0, 5))),
                "counties": np.flatnonzero(draw.random(3) < 0.3),
                "areas": np.flatnonzero(draw.random(3) < 0.2),
                "sites": [
                    (36.15 + 0.05 * float(draw.normal()), -95.99 + 0.05 * float(draw.normal()))
                    for _ in range(int(draw.integers(0, 4)))
                ],
                "text": vector / np.linalg.norm(vector) if draw.random() < 0.7 else np.zeros(4),
                "needs": np.flatnonzero(draw.random(3) < 0.3),
                "offers": np.flatnonzero(draw.random(3) < 0.3),
            }
        )
    return entries(*rows, topics=6)
