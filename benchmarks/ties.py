"""Times the methods of ties on 2,000 illustrative organizations and 20,000 ties.

    python -m benchmarks.ties                 # every measure, and the permutation test beside a plain loop
    python -m benchmarks.ties --permutations 500

All measures run in one process, whose peak memory is said at the end; what was compiled is read from disk.
The plain loop deals the same sectors over the same ties, as often, and its answer has to agree.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from trellis.methods.ties import (
    ITEMS,
    Network,
    between_waves,
    bridging_and_bonding,
    cohesion,
    external_internal,
    fragility,
    introductions,
    layout,
    positions,
    scores,
    sector_gaps,
)

ORGANIZATIONS, TIES, SECTORS = 2_000, 20_000, 18
SEED = 20260512
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes of one unit of ru_maxrss


def alliance(organizations: int = ORGANIZATIONS, ties: int = TIES) -> Network:
    """A backbone that knows a fifth of everyone, a few that know many, half of the ties inside a sector."""
    rng = np.random.default_rng(SEED)
    sector = rng.integers(0, SECTORS, organizations)
    known = 1.0 / np.arange(1, organizations + 1) ** 0.5
    known /= known.sum()
    members = [np.flatnonzero(sector == code) for code in range(SECTORS)]
    found = {
        (0, int(each)) for each in rng.choice(np.arange(1, organizations), organizations // 5, replace=False)
    }
    while len(found) < ties:
        for a in rng.choice(organizations, 2_000, p=known).tolist():
            inside = rng.random() < 0.5
            b = int(rng.choice(members[sector[a]])) if inside else int(rng.integers(organizations))
            if a != b and len(found) < ties:
                found.add((a, b))
    ids = [f"organization {number:04}" for number in range(organizations)]
    strength = rng.integers(1, 5, len(found)).tolist()
    return Network.of(
        ids,
        [f"sector {code:02}" for code in sector],
        [(ids[a], ids[b], s) for (a, b), s in zip(sorted(found), strength, strict=True)],
    )


def questions(network: Network) -> dict[str, Callable[[], object]]:
    """Every measure as a call without arguments."""
    rng = np.random.default_rng(SEED)
    n, names = network.n, network.ids.tolist()

    def table(columns: int, share: float) -> np.ndarray:
        return (rng.random((n, columns)) < share).astype(float)

    tables = {
        "focus": table(12, 0.2),
        "places": table(60, 0.1),
        "ages": table(5, 0.4),
        "needs": table(40, 0.05),
        "offers": table(40, 0.05),
    }
    raters = [names[a] for a in network.source for _ in ITEMS]
    rated = [names[b] for b in network.target for _ in ITEMS]
    given = rng.integers(1, 5, len(raters))
    return {
        "cohesion": lambda: cohesion(network),
        "positions and roles": lambda: positions(network),
        "E-I index, 5,000 permutations": lambda: external_internal(network),
        "bridging and bonding": lambda: bridging_and_bonding(network),
        "fragility": lambda: fragility(network, depend_on=names[:1]),
        "sector gaps": lambda: sector_gaps(network),
        "scores, 120,000 ratings": lambda: scores(
            ids=names, rater=raters, rated=rated, item=list(ITEMS) * network.ties, value=given
        ),
        "introductions": lambda: introductions(network, **tables),  # type: ignore[arg-type]
    }


def pictures(network: Network) -> dict[str, Callable[[], object]]:
    """What a page asks for besides measures."""
    before = {
        name: (x, y)
        for name, (x, y) in zip(network.ids.tolist(), layout(network, seed=1).tolist(), strict=True)
    }
    return {
        "picture": lambda: layout(network, seed=1),
        "picture of the next wave": lambda: layout(network, seed=1, previous=before),
        "changes between two waves": lambda: between_waves(network, network),
    }


def timed(work: Callable[[], object]) -> np.ndarray:
    """Seconds of one run: on the clock, and of a processor."""
    started = np.array([time.perf_counter(), time.process_time()])
    work()
    return np.array([time.perf_counter(), time.process_time()]) - started


def line(name: str, seconds: np.ndarray) -> str:
    """A row of the table."""
    return f"| {name} | {seconds[0]:.2f} | {seconds[1]:.2f} |"


def plain_loop(network: Network, permutations: int) -> tuple[float, float]:
    """The permutation test as one would write it in Python: index and p, with the index of each sector."""
    rng = random.Random(SEED)  # noqa: S311 — a permutation test, not a secret
    labels = network.sector.tolist()
    low, high = (side.tolist() for side in network.pairs())
    pairs = list(zip(low, high, strict=True))

    def indices() -> list[float]:
        inside, outside = [0] * SECTORS, [0] * SECTORS
        for a, b in pairs:
            if labels[a] == labels[b]:
                inside[labels[a]] += 1
            else:
                outside[labels[a]] += 1
                outside[labels[b]] += 1
        internal = sum(inside)
        by_sector = [
            (e - i) / (e + i) if e + i else float("nan") for e, i in zip(outside, inside, strict=True)
        ]
        return [(len(pairs) - 2 * internal) / len(pairs), *by_sector]

    observed = indices()[0]
    found = []
    for _ in range(permutations):
        rng.shuffle(labels)
        found.append(indices()[0])
    mean = sum(found) / len(found)
    far = sum(abs(each - mean) >= abs(observed - mean) for each in found)
    return observed, (1 + far) / (1 + permutations)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--permutations", type=int, default=5_000, help="for the comparison with a loop")
    options.add_argument("--again", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if not chosen.again:  # compile in one process, measure in the next
        subprocess.run(
            [sys.executable, "-m", "benchmarks.ties", "--again", "--permutations", "0"],
            capture_output=True,
            check=True,
        )
    network = alliance()
    print(f"{network.n:,} organizations, {network.ties:,} ties, {len(network.sectors)} sectors\n")
    print("| what | seconds, first run in a process | of a processor |")
    print("|---|---:|---:|")
    total = np.zeros(2)
    for name, work in questions(network).items():
        seconds = timed(work)
        total += seconds
        print(line(name, seconds), flush=True)
    print(line("**all measures**", total))
    for name, work in pictures(network).items():
        print(line(name, timed(work)), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT / 1e6
    print(f"\npeak memory {peak:,.0f} MB")
    if not chosen.permutations:
        return
    runs = [timed(lambda: external_internal(network, permutations=chosen.permutations)) for _ in range(3)]
    mine = min(seconds[1] for seconds in runs)
    started = time.process_time()
    observed, p = plain_loop(network, chosen.permutations)
    theirs = time.process_time() - started
    found = external_internal(network, permutations=chosen.permutations)
    assert abs(found.index - observed) < 1e-12, (found.index, observed)
    assert abs(found.p - p) < 4 * (0.25 / chosen.permutations) ** 0.5 * 2, (found.p, p)
    print(
        f"{chosen.permutations:,} permutations: {mine:.3f} s of a processor; "
        f"a loop in plain Python {theirs:.1f} s: {theirs / mine:.0f} times as long"
    )


if __name__ == "__main__":
    main()
