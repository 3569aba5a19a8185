"""docs/reference/cli.md names every command, option and exit code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from trellis.cli.exits import Exit
from trellis.cli.main import app

DOCS = (Path(__file__).parents[3] / "docs" / "reference" / "cli.md").read_text("utf-8")


def commands(group: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


def test_every_command_and_option_is_documented() -> None:
    missing = []
    for path, command in commands(typer.main.get_command(app), ("trellis",)):
        if " ".join(path) not in DOCS:
            missing.append(" ".join(path))
        for parameter in command.params:
            names = [name for name in parameter.opts if name.startswith("--") and name != "--help"]
            missing += [f"{' '.join(path)} {name}" for name in names if f"`{name}" not in DOCS]
    assert missing == []


def test_every_exit_code_is_documented() -> None:
    assert [code for code in Exit if f"| {code.value} |" not in DOCS] == []
