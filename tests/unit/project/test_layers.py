"""The layers that import-linter keeps apart name every app and family there is."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def contracts(root: Path) -> dict[str, dict[str, Any]]:
    """import-linter's contracts by their id."""
    settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]
    return {contract["id"]: contract for contract in settings["contracts"]}


def folders(parent: Path) -> set[str]:
    return {path.parent.name for path in parent.glob("*/__init__.py")}


def test_every_app_has_its_place_in_the_layers(root: Path, contracts: dict[str, dict[str, Any]]) -> None:
    named = {
        app.strip(" ()")
        for layer in contracts["apps"]["layers"]
        for app in layer.replace(":", "|").split("|")
    }
    assert folders(root / "src/trellis/apps") <= named


def test_every_part_of_the_package_has_its_place(root: Path, contracts: dict[str, dict[str, Any]]) -> None:
    named = {layer.strip("()").removeprefix("trellis.") for layer in contracts["layers"]["layers"]}
    assert folders(root / "src/trellis") <= named


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("trellis.methods.alignment", {"django", "duckdb", "pandas", "httpx"}),
        ("trellis.sources", {"django", "pandas"}),
        ("trellis.apps.landscape.assembly", {"django", "pandas"}),
    ],
)
def test_what_the_command_line_loads_brings_nothing_heavy_along(module: str, unwanted: set[str]) -> None:
    script = f"import sys, {module}; print(*sorted({unwanted!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
