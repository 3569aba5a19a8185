"""What `make` tells people when something is in the way, and what it does only once."""

import subprocess
import sys
from pathlib import Path

import pytest

import console
import environment


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> console.Step:
    """A step that logs into a folder of its own."""
    monkeypatch.setattr(console, "ROOT", tmp_path)
    monkeypatch.setattr(console, "LOGS", tmp_path / "log")
    return console.Step("Installing things", "things")


def fails_saying(text: str) -> tuple[str, ...]:
    return (sys.executable, "-c", f"import sys; sys.exit({text!r})")


def test_no_network_is_told_as_what_to_do(step: console.Step) -> None:
    with pytest.raises(console.Stop, match="Connect to the internet"), step:
        step.run(*fails_saying("NewConnectionError: Temporary failure in name resolution"))


def test_another_failure_is_told_with_its_last_lines_and_its_log(step: console.Step) -> None:
    with pytest.raises(console.Stop) as stop, step:
        step.run(*fails_saying("ModuleNotFoundError: No module named 'spam'"))
    assert "No module named 'spam'" in str(stop.value)
    assert "log/things.log" in str(stop.value)
    assert "internet" not in str(stop.value)


def test_a_step_says_how_long_it_took(step: console.Step, capsys: pytest.CaptureFixture[str]) -> None:
    with step:
        step.run(sys.executable, "-c", "")
    assert capsys.readouterr().out.startswith("  Installing things … 0.")


def test_a_fingerprint_follows_contents(tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("a==1")
    before = environment.fingerprint(lock)
    assert environment.fingerprint(lock) == before
    lock.write_text("a==2")
    assert environment.fingerprint(lock) != before


def test_a_set_is_there_when_one_that_contains_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "build.txt").write_text("a==1")
    (tmp_path / "dev.txt").write_text("a==1\nb==1")
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path)
    (tmp_path / "installed-dev").write_text(environment.fingerprint(tmp_path / "dev.txt"))
    monkeypatch.setattr(environment, "install_packages", lambda *_: pytest.fail("installed again"))
    (tmp_path / "data.txt").write_text("a==1\nb==1\nc==1")
    environment.ensure_packages("build")
    environment.ensure_packages("dev")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.44, "0.4 s"), (12.4, "12 s"), (125, "2 min 5 s"), (59.7, "1 min 0 s")]
)
def test_durations_read_as_people_say_them(seconds: float, words: str) -> None:
    assert console.duration(seconds) == words


def test_too_old_a_python_says_so_in_a_sentence() -> None:
    script = (
        "import runpy, shutil, sys\n"
        "sys.version_info = (3, 8, 0)\n"
        "shutil.which = lambda name: None\n"
        "sys.argv = ['bootstrap.py', 'demo']\n"
        "runpy.run_path('tools/bootstrap.py', run_name='__main__')"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Trellis needs Python 3.11 or later; this is 3.8.")
