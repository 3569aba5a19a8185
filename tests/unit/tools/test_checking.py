"""The summary of `make test`: what failed, and one line that adds up."""

import sys
from pathlib import Path

import pytest

import checks


@pytest.fixture(autouse=True)
def own_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "RESULTS", tmp_path)


def check(name: str, code: int) -> checks.Check:
    return checks.Check(name, ((sys.executable, "-c", f"raise SystemExit({code})"),))


def pytest_check(folder: Path, source: str) -> checks.Check:
    (folder / "test_it.py").write_text(source)
    arguments = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        str(folder),
    )
    return checks.Check("tests", (arguments,), is_pytest=True)


def test_all_checks_run_even_when_one_fails(capfd: pytest.CaptureFixture[str]) -> None:
    assert checks.run_all((check("style", 1), check("types", 0))) == 1
    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines if line.startswith(("  style", "  types"))] == [
        ["style", "FAILED"],
        ["types", "ok"],
    ]
    assert lines[-1] == "1 passed, 1 failed"


def test_the_last_line_adds_pytests_tests_and_the_other_checks(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = (
        "import pytest\n"
        "def test_one(): pass\n"
        "def test_two(): assert False\n"
        "@pytest.mark.skip\n"
        "def test_three(): pass\n"
    )
    assert checks.run_all((check("style", 0), pytest_check(tmp_path, source))) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "2 passed, 1 failed, 1 skipped"


def test_a_run_without_tests_is_a_failure(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert checks.run_all((pytest_check(tmp_path, "x = 1\n"),)) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "0 passed, 1 failed"
