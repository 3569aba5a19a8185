"""Times access by distance against PySAL's `access`, and `aceso` where it is installed, on the same points.

    python -m benchmarks.access               # E2SFCA at three sizes, both ways around; RAAM; a changed site
    python -m benchmarks.access --sizes region state
    python -m benchmarks.access --raam-peer   # PySAL's RAAM too: some minutes

Every line is a process of its own, so that its memory is its own. Pairs are within 10 km, by great circle;
what it takes to find them counts for everyone. "Warm" is the best of several runs in one process, "whole" the
process from its start, imports and the compiled loops read from disk included.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

KM = 10.0
SEED = 20260503
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes of one unit of ru_maxrss
MOST_DENSE_BYTES = 8e9  # a peer that wants a matrix of all pairs isn't asked for more


@dataclass(frozen=True)
class Size:
    """So many places and sites around so many cities, on a square of so many degrees."""

    places: int
    sites: int
    cities: int
    degrees: float


SIZES = {
    "region": Size(300, 500, 4, 1.0),
    "region turned": Size(500, 300, 4, 1.0),
    "state": Size(5_000, 15_000, 60, 6.0),
    "state turned": Size(15_000, 5_000, 60, 6.0),
    "nation": Size(85_000, 300_000, 1_000, 24.0),
    "nation turned": Size(300_000, 85_000, 1_000, 24.0),
}


@dataclass(frozen=True)
class Points:
    """Where and how many, in degrees; counts are whole."""

    latitude: np.ndarray
    longitude: np.ndarray
    count: np.ndarray


def cities(size: Size) -> tuple[Points, Points]:
    """Places and sites around cities whose sizes fall as Zipf says; larger ones are wider."""
    rng = np.random.default_rng(SEED)
    share = 1.0 / np.arange(1, size.cities + 1)
    share /= share.sum()
    center = rng.uniform(-size.degrees / 2, size.degrees / 2, (size.cities, 2)) + np.array([37.0, -96.0])
    spread = 0.05 + np.sqrt(share * size.cities / 1_000)

    def points(count: int, most: int) -> Points:
        city = rng.choice(size.cities, count, p=share)
        around = center[city] + rng.normal(size=(count, 2)) * spread[city, np.newaxis] * (1.0, 1.2)
        return Points(around[:, 0], around[:, 1], rng.integers(1, most, count).astype(float))

    return points(size.places, 2_000), points(size.sites, 60)


def ours(places: Points, sites: Points) -> tuple[Callable[[], np.ndarray], Callable[[], np.ndarray]]:
    """E2SFCA and RAAM by this package, from columns with ids."""
    from trellis.methods.access import Demand, Supply, Travel, floating_catchment, raam, thirds

    place_ids = np.char.mod("p%d", np.arange(places.count.size))
    site_ids = np.char.mod("s%d", np.arange(sites.count.size))
    travel = [Travel(minutes_limit=KM, speed_kmh=60.0, detour=1.0)]

    def tables() -> dict[str, Any]:
        return {
            "demand": Demand(place_ids, places.latitude, places.longitude, places.count),
            "supply": Supply(site_ids, sites.latitude, sites.longitude, sites.count),
            "travel": travel,
        }

    return (
        lambda: floating_catchment(**tables(), decay=thirds(KM)).access[:, 0, 0],
        lambda: raam(**tables()).cost[:, 0, 0],
    )


def pysal(places: Points, sites: Points) -> tuple[Callable[[], np.ndarray], Callable[[], np.ndarray]]:
    """The same by PySAL's `access`, its pairs found with SciPy's tree on unit vectors."""
    import pandas as pd
    from access import fca, raam, weights
    from scipy.spatial import cKDTree

    demand = pd.DataFrame({"demand": places.count.astype(int)})
    supply = pd.DataFrame({"supply": sites.count})
    demand.index.name = supply.index.name = "geoid"

    def pairs() -> pd.DataFrame:
        chord = 2 * np.sin(KM / 6371.0088 / 2)
        near = cKDTree(vectors(places)).sparse_distance_matrix(
            cKDTree(vectors(sites)), chord, output_type="ndarray"
        )
        km = 2 * np.arcsin(near["v"] / 2) * 6371.0088
        return pd.DataFrame({"origin": near["i"], "dest": near["j"], "cost": km})

    def whole(found: pd.Series) -> np.ndarray:
        return found.reindex(demand.index).to_numpy()

    steps = weights.step_fn({KM / 3: 1.0, KM * 2 / 3: 0.68, KM: 0.22})
    return (
        lambda: whole(fca.two_stage_fca(demand, supply, pairs(), max_cost=KM, weight_fn=steps)),
        lambda: whole(raam.raam(demand, supply, pairs())),
    )


def aceso(places: Points, sites: Points) -> tuple[Callable[[], np.ndarray], Callable[[], np.ndarray]]:
    """E2SFCA as a gravity model of aceso, which asks for the distances of all pairs."""
    from aceso import GravityModel

    def steps(km: np.ndarray) -> np.ndarray:
        return np.select([km <= KM / 3, km <= KM * 2 / 3, km <= KM], [1.0, 0.68, 0.22], 0.0)

    def catchment() -> np.ndarray:
        chord = np.sqrt(np.maximum(2 - 2 * vectors(places) @ vectors(sites).T, 0.0))
        model = GravityModel(decay_function=steps, decay_params={})
        found = model.calculate_accessibility_scores(
            distance_matrix=2 * np.arcsin(chord / 2) * 6371.0088,
            demand_array=places.count,
            supply_array=sites.count,
        )
        return np.asarray(found)

    return catchment, catchment


def vectors(points: Points) -> np.ndarray:
    """Unit vectors (n, 3)."""
    latitude, longitude = np.deg2rad(points.latitude), np.deg2rad(points.longitude)
    across = np.cos(latitude)
    return np.column_stack([across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)])


PEERS = {"trellis": ours, "access": pysal, "aceso": aceso}


def one(peer: str, size: str, measure: str, runs: int, answer: Path | None) -> None:
    """Measure in this process, and say the result as JSON."""
    places, sites = cities(SIZES[size])
    catchment, agents = PEERS[peer](places, sites)
    work = agents if measure == "RAAM" else catchment
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - started)
    if answer:
        np.save(answer, found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT / 1e6
    print(json.dumps({"warm": min(seconds), "first": seconds[0], "peak": peak}))


def measure(peer: str, size: str, measure: str, *, runs: int, answer: Path | None = None) -> dict[str, float]:
    """Measure in processes of their own: one that runs several times, one for the time of a whole process."""

    def process(runs: int) -> tuple[dict[str, float], float]:
        arguments = [sys.executable, "-m", "benchmarks.access", "--one", peer, size, measure, str(runs)]
        started = time.perf_counter()
        said = subprocess.run(
            [*arguments, *([str(answer)] if answer else [])], capture_output=True, text=True, check=True
        )
        return json.loads(said.stdout.splitlines()[-1]), time.perf_counter() - started

    if runs == 1:
        result, whole = process(1)
        return {**result, "whole": whole}
    process(1)  # compiled loops are on disk from here on
    whole = min(process(1)[1] for _ in range(2))
    return {**process(runs)[0], "whole": whole}


def changed_site(size: str) -> str:
    """Sites given other seats, closed, opened, where sites are: the middle and the slowest what-if."""
    from trellis.methods.access import Catchment, Demand, Supply, Travel, thirds

    places, sites = cities(SIZES[size])
    base = Catchment.prepare(
        demand=Demand(np.arange(places.count.size), places.latitude, places.longitude, places.count),
        supply=Supply(np.arange(sites.count.size), sites.latitude, sites.longitude, sites.count),
        travel=[Travel(minutes_limit=KM, speed_kmh=60.0, detour=1.0)],
        decay=thirds(KM),
    )
    seconds = []
    for site in np.random.default_rng(SEED).choice(sites.count.size, 20, replace=False).tolist():
        where = slice(site, site + 1)
        new = Supply(np.array([-1]), sites.latitude[where] + 0.01, sites.longitude[where], np.array([50.0]))
        for change in ({"seats": {site: 99.0}}, {"drop": [site]}, {"add": new}):
            started = time.perf_counter()
            base.with_changes(**change)  # type: ignore[arg-type]
            seconds.append(time.perf_counter() - started)
    middle, slowest = np.median(seconds[3:]), np.max(seconds[3:])
    return (
        f"| {size}, one changed site | trellis | {middle * 1e3:.1f} ms (slowest {slowest * 1e3:.1f}) | | | |"
    )


def rows(size: str, name: str, peers: list[str], folder: Path) -> list[str]:
    """Lines of the table for one size and measure; the answers have to agree."""
    lines, best, expected = [], {}, None
    for peer in peers:
        wanted = SIZES[size].places * SIZES[size].sites * 8
        if peer == "aceso" and wanted > MOST_DENSE_BYTES:
            lines.append(f"| {size}, {name} | {peer} | not run: asks for {wanted / 2**30:,.0f} GB | | | |")
            continue
        answer = folder / "answer.npy"
        found = measure(peer, size, name, runs=7 if peer == "trellis" else 1, answer=answer)
        given = np.nan_to_num(np.load(answer))
        expected = given if expected is None else expected
        np.testing.assert_allclose(given, expected, rtol=1e-6 if peer == "aceso" else 1e-9, atol=1e-9)
        best = best or found
        times = f"{found['warm'] / best['warm']:,.0f} times, whole {found['whole'] / best['whole']:,.0f}"
        lines.append(
            f"| {size}, {name} | {peer} | {found['warm']:.3g} s | {found['whole']:.3g} s | "
            f"{found['peak']:,.0f} MB | {times if peer != peers[0] else ''} |"
        )
    return lines


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--sizes", nargs="+", default=list(SIZES), choices=list(SIZES))
    options.add_argument("--raam-peer", action="store_true", help="PySAL's RAAM too, up to a state")
    options.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        peer, size, name, runs, *answer = chosen.one
        one(peer, size, name, int(runs), Path(answer[0]) if answer else None)
        return
    import tempfile

    peers = [peer for peer in PEERS if peer == "trellis" or importlib.util.find_spec(peer)]
    print("| what | by | warm | whole process | peak memory | slower than trellis |")
    print("|---|---|---:|---:|---:|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in chosen.sizes:
            for line in rows(size, "E2SFCA", peers, Path(folder)):
                print(line, flush=True)
            compared = ["trellis", "access"] if chosen.raam_peer and "nation" not in size else ["trellis"]
            for line in rows(size, "RAAM", compared, Path(folder)):
                print(line, flush=True)
    if "nation" in chosen.sizes:
        print(changed_site("nation"))


if __name__ == "__main__":
    main()
