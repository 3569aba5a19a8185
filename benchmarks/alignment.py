"""Times openings against completers, bounds and floors included, against the naive method.

    python -m benchmarks.alignment                    # 583 made-up areas, the naive method on every 20th
    python -m benchmarks.alignment --every 1          # the naive method on all of them

Real areas are timed by giving `measure` another list of problems.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tests.reference.alignment_regions import Problem, nation, problems, region
from tests.reference.naive_alignment import naive_align

from trellis.methods.alignment import Alignment, PreparedCrosswalk, align, prepare, recommend, what_if

N_AREAS = 583
SEED = 20260501
NATION_PROGRAMS = 220_000
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes of one unit of ru_maxrss


@dataclass(frozen=True)
class Measured:
    """Seconds of processor time for each area, and the memory of the process at its highest."""

    fast: list[float]
    naive: dict[int, float]  # by the number of the area
    peak_before_mb: float
    peak_fast_mb: float
    peak_naive_mb: float

    @property
    def ratio(self) -> float:
        """How many times as long the naive method takes, on the areas that both computed."""
        return sum(self.naive.values()) / sum(self.fast[number] for number in self.naive)


def measure(areas: Sequence[Problem], *, every: int = 1) -> Measured:
    """Both methods on the same areas, the naive one on every so manieth; they have to agree."""
    solve(areas[0], prepare(areas[0].crosswalk))  # both import what they need before the clock starts
    naive_align(areas[0].occupations, areas[0].programs, areas[0].crosswalk)
    before = peak_mb()
    prepared: dict[int, PreparedCrosswalk] = {}
    started = time.process_time()
    for area in areas:
        if id(area.crosswalk) not in prepared:
            prepared[id(area.crosswalk)] = prepare(area.crosswalk)
    preparing = time.process_time() - started

    fast: list[float] = []
    floors: list[float] = []
    for area in areas:
        started = time.process_time()
        found = solve(area, prepared[id(area.crosswalk)])
        fast.append(time.process_time() - started + preparing / len(areas))
        assert found.totals.unfilled_floor is not None
        floors.append(found.totals.unfilled_floor)
    peak_fast = peak_mb()

    naive: dict[int, float] = {}
    for number in range(0, len(areas), every):
        area = areas[number]
        started = time.process_time()
        slow = naive_align(area.occupations, area.programs, area.crosswalk)
        naive[number] = time.process_time() - started
        if not math.isclose(slow.floor, floors[number], rel_tol=1e-6, abs_tol=1e-4):
            raise AssertionError(f"{area.title}: floor {floors[number]} is not the naive {slow.floor}")
    return Measured(fast, naive, before, peak_fast, peak_mb())


def solve(area: Problem, crosswalk: PreparedCrosswalk) -> Alignment:
    """One area by the fast method."""
    return align(occupations=area.occupations, programs=area.programs, crosswalk=crosswalk)


def peak_mb() -> float:
    """Memory of this process at its highest so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT / 1e6


def table(measured: Measured) -> str:
    """The table that the docs show."""
    fast = measured.fast
    rows = [
        (f"all {len(fast)} areas, fast", f"{sum(fast):.2f} s", f"{measured.peak_fast_mb:.0f} MB"),
        ("one area, fast, median", f"{statistics.median(fast) * 1e3:.1f} ms", ""),
        ("one area, fast, slowest", f"{max(fast) * 1e3:.1f} ms", ""),
        (
            f"{len(measured.naive)} of them, fast",
            f"{sum(fast[number] for number in measured.naive):.2f} s",
            "",
        ),
        (
            f"the same {len(measured.naive)}, naive",
            f"{sum(measured.naive.values()):.2f} s",
            f"{measured.peak_naive_mb:.0f} MB",
        ),
        ("naive / fast", f"{measured.ratio:.0f} times", ""),
    ]
    lines = ["| what | processor time | peak memory |", "|---|---:|---:|"]
    lines += [f"| {what} | {seconds} | {memory} |" for what, seconds, memory in rows]
    lines.append(f"\nMemory includes {measured.peak_before_mb:.0f} MB for Python and the areas themselves.")
    return "\n".join(lines)


def largest_and_smallest_work() -> str:
    """A nation at once, and what a page does to one area: a what-if, and recommendations."""
    rng = np.random.default_rng(SEED)
    whole = nation(rng)
    crosswalk = prepare(whole.crosswalk)
    everything = region(rng, whole, title="nation", n_programs=NATION_PROGRAMS, four_digits=False)
    area = region(rng, whole, title="area", four_digits=True)
    solved = solve(area, crosswalk)
    rows = [
        (f"nation, {NATION_PROGRAMS:,} programs", best_of(lambda: solve(everything, crosswalk))),
        ("a what-if", best_of(lambda: what_if(solved, []))),
        ("recommendations of one area", best_of(lambda: recommend(solved))),
    ]
    return "\n".join(f"| {what} | {seconds * 1e3:.1f} ms | |" for what, seconds in rows)


def best_of(work: object, times: int = 5) -> float:
    """Seconds of the quickest of several runs."""
    assert callable(work)
    seconds = []
    for _ in range(times):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--areas", type=int, default=N_AREAS, help="how many areas to make up")
    options.add_argument("--every", type=int, default=20, help="the naive method on every so manieth area")
    chosen = options.parse_args()
    measured = measure(list(problems(chosen.areas, seed=SEED)), every=chosen.every)
    print(table(measured))
    print(largest_and_smallest_work())


if __name__ == "__main__":
    main()
