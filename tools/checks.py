"""`make test`: everything that has to hold, one check after the other, with a summary at the end.

A check that fails doesn't stop the others, so that one run tells all that is wrong. The last line adds up:
pytest's tests, and one for each of the other checks.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from console import ROOT, Stop, duration, say
from environment import BIN, PYTHON
from find_browser import find_browser
from frontend import NPM, node_env

RESULTS = ROOT / "var" / "test-results"


@dataclass(frozen=True)
class Check:
    """Something that has to hold: a command, or several, that end well."""

    name: str
    commands: tuple[tuple[str | Path, ...], ...]
    is_pytest: bool = False
    env: Callable[[], dict[str, str]] = field(default=dict)


@dataclass(frozen=True)
class Outcome:
    """What came of a check."""

    check: Check
    seconds: float
    passed: int
    failed: int
    skipped: int = 0


def pytest(name: str, *arguments: str, env: Callable[[], dict[str, str]] = dict) -> Check:
    """A check that is a run of pytest."""
    return Check(name, ((PYTHON, "-m", "pytest", "-q", *arguments),), is_pytest=True, env=env)


STYLE = Check("style", ((BIN / "ruff", "check"), (BIN / "ruff", "format", "--check")))
LAYERS = Check("layers", ((BIN / "lint-imports",),))
TYPES = Check("types", ((BIN / "mypy",),))
FRONT_END = Check("front end", ((NPM, "run", "check"), (NPM, "run", "build")), env=node_env)

QUICK_TESTS = pytest("tests", "tests/unit", "tests/spec", "-n", "2", "-m", "not slow")
ON_SQLITE = pytest("tests on SQLite", "tests", "--ignore", "tests/browser", "-n", "2")
ON_POSTGRESQL = pytest(
    *("tests on PostgreSQL", "tests", "--ignore", "tests/browser", "-n", "2", "-m", "django_db"),
    env=lambda: {"TRELLIS_TEST_DATABASE": "postgres"},
)
IN_BROWSER = pytest(
    *("tests in Chromium", "tests/browser", "-n", "2"), env=lambda: {"TRELLIS_CHROMIUM": find_browser()}
)

QUALITY = (STYLE, LAYERS, TYPES)
QUICK = (STYLE, LAYERS, QUICK_TESTS)
EVERYTHING = (*QUALITY, FRONT_END, ON_SQLITE, ON_POSTGRESQL, IN_BROWSER)


def counts(report: Path) -> tuple[int, int, int]:
    """How many tests passed, failed and were skipped, from pytest's own report."""
    if not report.is_file():
        return 0, 0, 0
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 - our own file

    def total(name: str) -> int:
        return sum(int(suite.get(name, 0)) for suite in suites)

    failed, skipped = total("failures") + total("errors"), total("skipped")
    return total("tests") - failed - skipped, failed, skipped


def run(check: Check) -> Outcome:
    """Runs one check with its output on the terminal."""
    say(f"\n== {check.name} ==")
    began = time.monotonic()
    report = RESULTS / f"{check.name.replace(' ', '-').lower()}.xml"
    report.unlink(missing_ok=True)
    extra = (f"--junitxml={report}",) if check.is_pytest else ()
    try:
        env = {**os.environ, **check.env()}
        codes = [
            subprocess.run(
                [str(part) for part in (*command, *extra)], cwd=ROOT, env=env, stdin=subprocess.DEVNULL
            ).returncode
            for command in check.commands
        ]
    except Stop as stop:
        say(str(stop))
        codes = [1]
    ended_well = not any(codes)
    passed, failed, skipped = counts(report) if check.is_pytest else (int(ended_well), 0, 0)
    if not ended_well:
        failed = max(failed, 1)
    return Outcome(check, time.monotonic() - began, passed, failed, skipped)


def run_all(checks: tuple[Check, ...]) -> int:
    """Runs `checks`, says how each went, and returns the exit code."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    outcomes = [run(check) for check in checks]
    say("\n== summary ==")
    for outcome in outcomes:
        verdict = "FAILED" if outcome.failed else "ok"
        say(f"  {outcome.check.name:<22}{verdict:<8}{duration(outcome.seconds):>12}")
    say(f"  {'in all':<30}{duration(sum(outcome.seconds for outcome in outcomes)):>12}")
    failed = sum(outcome.failed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    line = f"{sum(outcome.passed for outcome in outcomes)} passed, {failed} failed"
    say(f"{line}, {skipped} skipped" if skipped else line)
    return 1 if failed else 0
