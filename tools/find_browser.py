"""Finds a Chromium for the browser tests, or gets one; prints its path when run by itself.

In this order: the one that TRELLIS_CHROMIUM names, the system's, Debian's package where we may install
it, and last the one that Playwright downloads for itself.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from console import Step, Stop, say
from environment import PYTHON, works

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

PRINT_ITS_PATH = """from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""

NONE_TO_BE_HAD = """No Chromium was found, and none could be installed, so the browser tests can't run.
Install Chromium or Google Chrome with the system's packages, or set TRELLIS_CHROMIUM to its path."""


def starts(program: str | Path) -> bool:
    """Whether a browser is really there (Ubuntu's `chromium` can be a stub without one)."""
    return works(program, "--version")


def systems_own() -> str | None:
    """The browser that the machine has."""
    found = [shutil.which(name) for name in NAMES]
    return next((path for path in (*found, *ON_A_MAC) if path and starts(path)), None)


def from_debian() -> str | None:
    """Installs Debian's package, where there is one and we are allowed to."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    with Step("Installing Chromium for the browser tests", "chromium") as step:
        step.try_run("apt-get", "update", "--quiet", env=env)
        step.try_run("apt-get", "install", "--yes", "--no-install-recommends", "chromium", env=env)
    return systems_own()


def from_playwright() -> str | None:
    """Lets Playwright download its own build, once."""
    with Step("Downloading Chromium for the browser tests", "chromium") as step:
        if not step.try_run(PYTHON, "-m", "playwright", "install", "chromium"):
            return None
        step.run(PYTHON, "-c", PRINT_ITS_PATH)
        path = step.said().rstrip().splitlines()[-1]
    return path if starts(path) else None


def find_browser() -> str:
    """The path of a Chromium that starts."""
    named = os.environ.get("TRELLIS_CHROMIUM")
    if named:
        if starts(named):
            return named
        raise Stop(f"TRELLIS_CHROMIUM names {named}, which doesn't start. Name another, or unset it.")
    path = systems_own() or from_debian() or from_playwright()
    if not path:
        raise Stop(NONE_TO_BE_HAD)
    return path


if __name__ == "__main__":
    try:
        say(find_browser())
    except Stop as stop:
        sys.exit(str(stop))
