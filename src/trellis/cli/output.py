"""Where a command writes: data to standard output, messages and progress to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def page() -> Console:
    """Return a console for what a person reads as the command's answer."""
    from rich.console import Console

    return Console(highlight=False)


def messages() -> Console:
    """Return a console for progress and remarks."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def say(message: str) -> None:
    """Write a remark to standard error."""
    print(message, file=sys.stderr, flush=True)


def print_json(value: Any) -> None:
    """Write one JSON value to standard output."""
    import json

    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.write("\n")
