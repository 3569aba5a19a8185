"""The front end: npm's packages and Vite's build, with the Node that .venv carries."""

from __future__ import annotations

import os
from pathlib import Path

from console import ROOT, Step
from environment import BIN, fingerprint, stamp_says

FOLDER = ROOT / "frontend"
MODULES = ROOT / "node_modules"
BUILT = ROOT / "src" / "trellis" / "site" / "static" / "trellis"
NPM = BIN / "npm"

MANIFESTS = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")


def node_env() -> dict[str, str]:
    """npm and the programs it starts must find the Node in .venv, not one of the system.

    Without a network npm would try for more than a minute; so it says so after ten seconds.
    """
    return {
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
        "npm_config_update_notifier": "false",
        "npm_config_fetch_retry_mintimeout": "2000",
        "npm_config_fetch_retry_maxtimeout": "8000",
    }


def inputs() -> list[Path]:
    """Every file that the build reads, in a fixed order."""
    return [*MANIFESTS, *sorted(path for path in FOLDER.rglob("*") if path.is_file())]


def ensure_modules() -> None:
    """Installs npm's packages exactly as locked."""
    stamp = MODULES / ".installed"
    current = fingerprint(*MANIFESTS)
    if stamp_says(stamp, current):
        return
    with Step("Installing front-end packages", "npm") as step:
        step.run(NPM, "ci", "--no-audit", "--no-fund", env=node_env())
        stamp.write_text(current)


def ensure_built() -> None:
    """Builds the theme and the islands where their sources have changed."""
    ensure_modules()
    stamp = BUILT / ".built"
    current = fingerprint(*(part for path in inputs() for part in (str(path.relative_to(ROOT)), path)))
    if stamp_says(stamp, current):
        return
    with Step("Building the front end", "frontend") as step:
        step.run(NPM, "run", "--silent", "build", env=node_env())
        stamp.write_text(current)
