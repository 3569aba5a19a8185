"""Times choosing sites against PySAL's `spopt`, on the same matrix of distances.

    python -m benchmarks.siting           # covering and shortest trips at two sizes
    python -m benchmarks.siting --hard    # and coverings where most is in reach of many sites

Places and sites lie around towns, as in `benchmarks.access`, or evenly; everyone gets the finished matrix,
and what it takes to make a model of it counts. Every line is a process of its own, so that its memory is its
own. "Warm" is the best of three runs for trellis, the only one for spopt; "whole" the process from its
start: imports, compiled loops read from disk, the matrix. Objectives said to be proven have to agree.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

import numpy as np
from benchmarks.access import PEAK_UNIT, SEED, Size, cities, vectors

EARTH_KM = 6371.0088
AGREE = 1e-6  # CBC takes a constraint as met within that


@dataclass(frozen=True)
class Question:
    """So many places and candidates; covering within `km`, or shortest trips where that is None.

    `seconds` are for the proof, 0 for none; what isn't proven by then has a bound.
    """

    size: Size
    choose: int
    km: float | None
    evenly: bool = False
    seconds: float = 60

    def given(self) -> tuple[np.ndarray, np.ndarray]:
        """People (n_places,) and kilometers (n_places, n_sites)."""
        if self.evenly:
            rng = np.random.default_rng(SEED)
            places, sites = (rng.random((count, 2)) * 60 for count in (self.size.places, self.size.sites))
            people = rng.integers(1, 500, self.size.places).astype(float)
            return people, np.hypot(*(places[:, None] - sites[None]).transpose(2, 0, 1))
        near, far = cities(self.size)
        chord = np.sqrt(np.maximum(2 - 2 * vectors(near) @ vectors(far).T, 0.0))
        return near.count, 2 * np.arcsin(chord / 2) * EARTH_KM


REGION, STATE = Size(300, 200, 4, 1.0), Size(5_000, 2_000, 60, 6.0)
QUESTIONS = {
    "covering, 300 × 200, 15 sites": Question(REGION, 15, 5.0),
    "covering, 5,000 × 2,000, 50 sites, around towns": Question(STATE, 50, 3.0),
    "covering, 5,000 × 2,000, 50 sites, evenly": Question(STATE, 50, 3.0, evenly=True),
    "shortest trips, 300 × 200, 15 sites": Question(REGION, 15, None),
    "shortest trips, 5,000 × 2,000, 50 sites, around towns": Question(STATE, 50, None, seconds=0),
    "shortest trips, 5,000 × 2,000, 50 sites, evenly": Question(STATE, 50, None, evenly=True, seconds=0),
}
HARD = {
    "covering, 5,000 × 2,000, 50 sites, around towns, 10 km": Question(STATE, 50, 10.0),
    "covering, 5,000 × 2,000, 50 sites, evenly, 5 km": Question(STATE, 50, 5.0, evenly=True),
}


@dataclass(frozen=True)
class Answer:
    """What was found, and what no choice can beat; None where that isn't said."""

    objective: float
    bound: float | None
    proven: bool


def trellis(question: Question, people: np.ndarray, km: np.ndarray) -> Answer:
    """By this package."""
    from trellis.methods.access.siting import cover, p_median

    asked: dict[str, Any] = {"weights": people, "sites": question.choose, "time_limit": question.seconds}
    plan = p_median(minutes=km, **asked) if question.km is None else cover(reach=km <= question.km, **asked)
    return Answer(plan.objective, plan.bound, plan.proven)


def spopt(solver: str) -> Callable[[Question, np.ndarray, np.ndarray], Answer]:
    """By PySAL's spopt, solved by what PuLP calls so."""

    def solved(question: Question, people: np.ndarray, km: np.ndarray) -> Answer:
        import pulp
        from spopt.locate import MCLP, PMedian

        if question.km is None:
            model = PMedian.from_cost_matrix(km, people, p_facilities=question.choose)
        else:
            model = MCLP.from_cost_matrix(km, people, question.km, question.choose)
        model.problem.solve(pulp.getSolver(solver, msg=False, gapRel=0.0, timeLimit=question.seconds))
        done = model.problem.sol_status == pulp.LpSolutionOptimal
        return Answer(float(pulp.value(model.problem.objective)), None, done)

    return solved


PEERS = {"trellis": trellis, "spopt, CBC": spopt("PULP_CBC_CMD"), "spopt, HiGHS": spopt("HiGHS")}


def one(peer: str, name: str, runs: int) -> None:
    """Measure in this process, and say the result as JSON."""
    question = (QUESTIONS | HARD)[name]
    people, km = question.given()
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        found = PEERS[peer](question, people, km)
        seconds.append(time.perf_counter() - started)
    # CBC is a process of its own; the largest of all counts.
    peak = max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) * PEAK_UNIT / 1e6
    print(json.dumps({"warm": min(seconds), "peak": peak, "answer": vars(found)}))


def measure(peer: str, name: str, runs: int) -> dict[str, Any]:
    """Measure in processes of their own: one that runs several times, one for the time of a whole process."""

    def process(runs: int) -> dict[str, Any]:
        arguments = [sys.executable, "-m", "benchmarks.siting", "--one", peer, name, str(runs)]
        started = time.perf_counter()
        said = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
        return {**json.loads(said.splitlines()[-1]), "whole": time.perf_counter() - started}

    if runs == 1:
        return process(1)
    process(1)  # compiled loops are on disk from here on
    return {**process(runs), "whole": process(1)["whole"]}


def rows(name: str, question: Question) -> list[str]:
    """Lines of the table for one question."""
    lines: list[str] = []
    ours: dict[str, Any] = {}
    for peer in PEERS:
        if peer != "trellis" and question.km is None and question.size == STATE:
            pairs = STATE.places * STATE.sites
            lines.append(f"| {name} | {peer} | not run: {pairs:,} variables, each a Python object | | | | |")
            continue
        found = measure(peer, name, 3 if peer == "trellis" and name not in HARD else 1)
        answer = found["answer"]
        ours = ours or found
        if answer["proven"] and ours["answer"]["proven"]:
            np.testing.assert_allclose(answer["objective"], ours["answer"]["objective"], rtol=AGREE)
        slower = "" if found is ours else f"{found['warm'] / ours['warm']:,.0f} times"
        lines.append(
            f"| {name} | {peer} | {found['warm']:.3g} s | {found['whole']:.3g} s | {found['peak']:,.0f} MB "
            f"| {_sure(answer)} | {slower} |"
        )
    return lines


def _sure(answer: dict[str, Any]) -> str:
    if answer["proven"]:
        return f"{answer['objective']:,.0f}, proven best"
    if answer["bound"] is None:
        return f"{answer['objective']:,.0f}"
    off = abs(answer["bound"] - answer["objective"]) / answer["objective"]
    return f"{answer['objective']:,.0f}, at most {off:.2%} from the best"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--hard", action="store_true", help="coverings where most is in reach of many sites, too"
    )
    options.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        peer, name, runs = chosen.one
        one(peer, name, int(runs))
        return
    print("| what | by | warm | whole process | peak memory | found | slower than trellis |")
    print("|---|---|---:|---:|---:|---|---:|")
    for name, question in (QUESTIONS | (HARD if chosen.hard else {})).items():
        for line in rows(name, question):
            print(line, flush=True)


if __name__ == "__main__":
    main()
