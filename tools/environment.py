"""The Python side: a virtual environment in .venv with exactly the locked packages, and Trellis itself."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from console import ROOT, Step, Stop

VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
REQUIREMENTS = ROOT / "requirements"

# A locked set, and those that contain it with the same versions.
CONTAINED_IN = {"build": ("build", "dev", "data"), "dev": ("dev", "data"), "data": ("data",)}

NO_VENV = """This Python can't make virtual environments: a part of it is packaged separately.
On Debian or Ubuntu:  sudo apt-get install python{version}-venv
Then run the same command again."""


def fingerprint(*parts: Path | str) -> str:
    """A short hash of texts and of files' contents."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:32]


def stamp_says(stamp: Path, expected: str) -> bool:
    """Whether the work that `stamp` stands for was done on the same input."""
    return stamp.is_file() and stamp.read_text().strip() == expected


def works(*command: str | Path) -> bool:
    """Whether a command runs through quietly."""
    try:
        return subprocess.run([str(part) for part in command], capture_output=True).returncode == 0
    except OSError:
        return False


def ensure_venv() -> None:
    """Makes .venv, or makes it anew when it is broken or was moved with its folder."""
    stamp = VENV / "made-at"
    moved = stamp.is_file() and not stamp_says(stamp, str(VENV))
    if not moved and works(PYTHON, "-c", "import pip"):
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    with Step(f"Making a virtual environment with Python {version}", "venv") as step:
        if VENV.exists():
            shutil.rmtree(VENV)
        if not step.try_run(sys.executable, "-m", "venv", VENV):
            shutil.rmtree(VENV, ignore_errors=True)
            raise Stop(NO_VENV.format(version=version)) if "ensurepip" in step.said() else step.stop()
        stamp.write_text(str(VENV))


def install_packages(step: Step, locked: Path) -> None:
    """Installs a locked set: with uv in seconds, else with pip, which every virtual environment has."""
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
    if step.try_run(*pip, "--retries", "2", "-r", REQUIREMENTS / "bootstrap.txt"):
        uv = (
            PYTHON,
            "-m",
            "uv",
            "pip",
            "install",
            "--compile-bytecode",
            "--python",
            PYTHON,
            "--require-hashes",
        )
        if step.try_run(*uv, "-r", locked, env={"UV_NO_PROGRESS": "1"}):
            return
    elif "No matching distribution" not in step.said():
        raise step.stop()  # unreachable; pip would only take longer to say so
    step.run(*pip, "-r", locked)


def ensure_packages(name: str) -> None:
    """Installs the locked set `name` where it, or one that contains it, isn't there."""
    for wider in CONTAINED_IN[name]:
        if stamp_says(VENV / f"installed-{wider}", fingerprint(REQUIREMENTS / f"{wider}.txt")):
            return
    locked = REQUIREMENTS / f"{name}.txt"
    with Step("Installing Python packages (the first time takes a minute or two)", "packages") as step:
        install_packages(step, locked)
    for other in VENV.glob("installed-*"):
        other.unlink()
    (VENV / f"installed-{name}").write_text(fingerprint(locked))


def ensure_trellis() -> None:
    """Installs Trellis itself, so that the `trellis` command runs what is in this folder."""
    stamp = VENV / "trellis-itself"
    current = fingerprint(ROOT / "pyproject.toml")
    if stamp_says(stamp, current):
        return
    with Step("Installing Trellis itself", "trellis") as step:
        install = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        step.run(*install, "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT)
    stamp.write_text(current)


def ensure(name: str) -> None:
    """Brings .venv to the locked set `name`."""
    ensure_venv()
    ensure_packages(name)
    ensure_trellis()
