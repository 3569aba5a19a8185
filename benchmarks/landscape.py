"""Times the landscape as its users meet it, in one run: one area, the command line, all 583 areas.

Prints a table in Markdown; docs/reference/benchmarks.md keeps the last one. All areas are also computed by
the naive reference (pandas and networkx, tests/reference/naive_alignment.py) on the same inputs, and the two
must agree. Colleges are placed by the IPEDS directory where TRELLIS_PUBLIC_DATA holds it, else drawn within
their state from a seed.

    python -m benchmarks.landscape [--every N] [--skip-naive]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pandas as pd
from tests.reference.naive_alignment import naive_align

from trellis.apps.landscape.assembly import Landscape, assemble, assemble_many
from trellis.apps.landscape.region_spec import RegionSpec
from trellis.methods.alignment import Crosswalk
from trellis.sources import Store

T = TypeVar("T")
TULSA = "0046140"
SEED = 46140
AGREE = 1e-4  # openings; sums of a hundred thousand numbers in another order
WARM_RUNS, COLD_RUNS = 30, 7
MEGABYTE = 1024 * 1024
CHILD = """
import json, resource, sys
from trellis.apps.landscape.assembly import assemble_many
from trellis.apps.landscape.region_spec import RegionSpec
from trellis.sources import Store
specs = [RegionSpec.from_dict(each) for each in json.load(sys.stdin)]
floors = [each.alignment.totals.unfilled_floor for each in assemble_many(Store.open(sys.argv[1]), specs)]
print(len(floors), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def main() -> None:
    """Measure everything and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1, help="take only each Nth area")
    options.add_argument("--skip-naive", action="store_true", help="leave the naive reference out")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(folder)
        specs, how = placed(store)
        specs = specs[:: chosen.every]
        rows = [
            ("one area (Tulsa), warm, with recommendations and document", "150 ms", one_area(store)),
            ('`trellis landscape "Tulsa, OK"`, a new process', "1,500 ms", command_line(folder)),
        ]
        seconds, cpu, found = timed(lambda: list(assemble_many(store, specs)))
        what = f"{len(found)} areas, read and computed, bounds and floors included"
        rows.append((what, "", f"{seconds:.1f} s ({cpu:.1f} s of processor time)"))
        rows.append(
            ("the same in a process of its own: peak memory", "1,024 MB", f"{memory(specs, folder):.0f} MB")
        )
        if not chosen.skip_naive:
            naive, naive_cpu, worst = compare(found)
            rows.append(
                (
                    "the same by the naive reference, reading left out",
                    "",
                    f"{naive:.0f} s ({naive_cpu:.0f} s)",
                )
            )
            rows.append(("times faster, processor time", "20 ×", f"{naive_cpu / cpu:.0f} ×"))
            rows.append(("largest difference between the two floors", f"{AGREE:g}", f"{worst:.1g} openings"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.")
    print(f"Colleges: {how}.\n")
    print("| what | wanted | measured |\n| --- | ---: | ---: |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def one_area(store: Store) -> str:
    """Return the median time of a whole landscape once the tables are in memory."""
    spec = RegionSpec.of_areas(TULSA)
    assemble(store, spec).document()
    runs = [timed(lambda: assemble(store, spec).document())[:2] for _ in range(WARM_RUNS)]
    return in_milliseconds(runs)


def command_line(folder: str) -> str:
    """Return the median time of the command from start to end."""
    command = [sys.executable, "-m", "trellis.cli", "landscape", "Tulsa, OK", "--offline"]
    env = {**os.environ, "TRELLIS_DATA": folder}
    runs = []
    for _ in range(COLD_RUNS + 1):
        before, start = children_cpu(), time.perf_counter()
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        runs.append((time.perf_counter() - start, children_cpu() - before))
    return in_milliseconds(runs[1:])


def in_milliseconds(runs: list[tuple[float, float]]) -> str:
    """Return the medians of (wall clock, processor) seconds in words."""
    wall, cpu = (statistics.median(column) * 1000 for column in zip(*runs, strict=True))
    return f"{wall:,.0f} ms ({cpu:,.0f} ms of processor time)"


def children_cpu() -> float:
    """Return the processor seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(work: Callable[[], T]) -> tuple[float, float, T]:
    """Return wall clock and processor seconds, and the result."""
    start, cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - start, time.process_time() - cpu, result


def memory(specs: list[RegionSpec], folder: str) -> float:
    """Return the peak memory in MB of a process that computes every area."""
    asked = json.dumps([spec.as_dict() for spec in specs])
    command = [sys.executable, "-c", CHILD, folder]
    answer = subprocess.run(command, input=asked, text=True, capture_output=True, check=True).stdout.split()
    return int(answer[1]) / MEGABYTE


def compare(found: list[Landscape]) -> tuple[float, float, float]:
    """Return the naive reference's wall clock and processor seconds, and the worst difference of a floor."""
    seconds = cpu = worst = 0.0
    for place, each in enumerate(found, start=1):
        alignment = each.alignment
        if alignment.programs is None:
            continue
        crosswalk = Crosswalk(cip=each.crosswalk.cip, soc=each.crosswalk.soc)
        wall, used, naive = timed(
            lambda alignment=alignment, crosswalk=crosswalk: naive_align(
                alignment.occupations, alignment.programs, crosswalk
            )
        )
        seconds, cpu = seconds + wall, cpu + used
        worst = max(worst, abs(naive.floor - (alignment.totals.unfilled_floor or 0.0)))
        if place % 50 == 0:
            print(f"naive: {place} of {len(found)} areas, {seconds:.0f} s", file=sys.stderr)
    if worst > AGREE:
        raise SystemExit(f"The two disagree by {worst:g} openings.")
    return seconds, cpu, worst


def placed(store: Store) -> tuple[list[RegionSpec], str]:
    """Return every area with its colleges, and how they were placed."""
    directory = directory_file()
    metro_of = core_areas(directory) if directory else {}
    by_area: dict[str, list[str]] = defaultdict(list)
    draw = random.Random(SEED)  # noqa: S311 - a draw to be repeated, no secret
    kinds = {area.code: area.kind for area in store.areas()}
    parts: dict[str, list[str]] = defaultdict(list)
    for area in store.areas():
        if area.kind in {"metropolitan", "nonmetropolitan"}:
            parts[area.states[0]].append(area.code)
    for college in store.institutions():
        code = f"00{metro_of.get(college.unitid, '')}"
        rural = [part for part in parts[college.state] if kinds[part] == "nonmetropolitan" or not directory]
        if code in kinds:
            by_area[code].append(college.unitid)
        elif rural:
            by_area[draw.choice(rural)].append(college.unitid)
    specs = [RegionSpec(areas=(area.code,), added=tuple(by_area[area.code])) for area in store.areas()]
    if directory:
        return specs, "by metropolitan area of the IPEDS directory 2024, elsewhere drawn within their state"
    return specs, f"drawn within their state (seed {SEED})"


def directory_file() -> Path | None:
    """Return the IPEDS directory among the public data, where it is there."""
    folder = os.environ.get("TRELLIS_PUBLIC_DATA")
    path = Path(folder or "") / "postsecondary" / "hd2024.csv"
    return path if folder and path.exists() else None


def core_areas(directory: Path) -> dict[str, str]:
    """Return each college's metropolitan area (CBSA)."""
    rows = pd.read_csv(directory, dtype=str, encoding="utf-8-sig", usecols=["UNITID", "CBSA"])
    return dict(zip(rows["UNITID"], rows["CBSA"], strict=True))


if __name__ == "__main__":
    main()
