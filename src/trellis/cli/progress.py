"""Progress of downloads on standard error: a bar on a terminal, a line per file elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from trellis.cli.output import messages, say


@contextmanager
def downloading() -> Iterator[Callable[[str, int, int | None], None]]:
    """Give a callback (file, bytes so far, bytes in all or None) that shows how far it is."""
    console = messages()
    if not console.is_terminal:
        yield _lines()
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        tasks: dict[str, int] = {}

        def show(name: str, done: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done, total=total)  # type: ignore[arg-type]

        yield show


def _lines() -> Callable[[str, int, int | None], None]:
    said: set[str] = set()

    def show(name: str, done: int, total: int | None) -> None:
        if name not in said:
            said.add(name)
            size = f" ({total:,} bytes)" if total else ""
            say(f"Fetching {name}{size}")

    return show
