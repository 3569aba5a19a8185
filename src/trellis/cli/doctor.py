"""`trellis doctor`: what is installed, reachable and out of date, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from trellis.cli.exits import CommandError, Exit
from trellis.cli.output import page, print_json

State = Literal["good", "attention", "bad"]
MARKS: Final = {"good": "[green]✓[/]", "attention": "[yellow]•[/]", "bad": "[red]✗[/]"}
PARTS: Final = ("trellis", "django", "duckdb", "numpy", "igraph", "granian", "typst")
OLDEST_PYTHON: Final = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is, and what to do when it isn't good."""

    what: str
    state: State
    found: str
    to_do: str = ""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Don't try the network.")] = False,
) -> None:
    """Look at the installation: versions, database, data, front end, network."""
    findings = [*_installed(), *_database(), *_data(), *_front_end(), *([] if offline else _network())]
    if as_json:
        print_json([asdict(each) for each in findings])
    else:
        console = page()
        for each in findings:
            console.print(f"{MARKS[each.state]} [bold]{each.what}[/]: {each.found}")
            if each.to_do:
                console.print(f"    {each.to_do}")
    if any(each.state == "bad" for each in findings):
        raise typer.Exit(Exit.NOT_READY)


def _installed() -> Iterator[Finding]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    running = platform.python_version()
    if sys.version_info[:2] < OLDEST_PYTHON:
        yield Finding("Python", "bad", running, "Trellis needs Python 3.11 or later.")
    else:
        yield Finding("Python", "good", f"{running} on {platform.system()} {platform.machine()}")
    versions = {}
    for part in PARTS:
        try:
            versions[part] = version(part)
        except PackageNotFoundError:
            yield Finding(part, "bad", "not installed", "Install Trellis again with its dependencies.")
    yield Finding("Parts", "good", ", ".join(f"{part} {number}" for part, number in versions.items()))


def _database() -> Iterator[Finding]:
    from trellis.cli import site

    try:
        site.set_up()
        site.check_database()
    except CommandError as error:
        yield Finding("Database", "bad", str(error))
        return
    yield Finding("Database", "good", site.database_name())
    pending = site.pending_migrations()
    if pending:
        to_do = (
            "Back the database up if it is in use, then run: python manage.py migrate "
            "(the demonstration keeps a database of its own)"
        )
        yield Finding("Migrations", "attention", f"{len(pending)} not applied yet", to_do)
    else:
        yield Finding("Migrations", "good", "all applied")


def _data() -> Iterator[Finding]:
    from trellis.sources import Store
    from trellis.sources.pull import check

    store = Store.open()
    found = check(store)
    broken = [each for each in found if each.finding in {"changed", "missing"}]
    for each in broken:
        yield Finding(f"Data, {each.info.table}", "bad", each.finding, each.advice)
    for each in found:
        if each.finding == "newer snapshot":
            what = f"Data, {each.info.table}"
            yield Finding(what, "attention", f"{each.info.vintage} is older than the package's", each.advice)
    if not broken:
        official = sum(each.info.origin == "official" for each in found)
        whole = f"{len(found)} tables whole, {official} of them official files in {store.data_dir}"
        yield Finding("Data", "good", whole)
    vintages = dict.fromkeys(
        f"{each.info.source} {each.info.vintage}" for each in found if each.info.origin != "stated"
    )
    yield Finding("Vintages", "good", ", ".join(vintages))


def _front_end() -> Iterator[Finding]:
    import trellis.site

    folder = Path(next(iter(trellis.site.__path__))) / "static" / "trellis"
    built = sorted(folder.rglob("manifest.json"))
    if built:
        yield Finding(
            "Front end", "good", f"built ({sum(1 for file in folder.rglob('*') if file.is_file())} files)"
        )
    else:
        yield Finding("Front end", "bad", "not built", "Run: make build")


def _network() -> Iterator[Finding]:
    from trellis.cli.first_need import reachable
    from trellis.sources.catalogue import PUBLICATIONS

    pulled = [each for each in PUBLICATIONS if each.files]
    hosts = _in_parallel(reachable, [each.files[0].url for each in pulled])
    away = [each.key for each, answered in zip(pulled, hosts, strict=True) if not answered]
    if not away:
        yield Finding("Network", "good", "every publisher is reachable")
        return
    to_do = (
        "Everything but `trellis data pull` works without. Files from elsewhere: trellis data add SOURCE FILE"
    )
    found = "no publisher is reachable" if len(away) == len(pulled) else f"not reachable: {', '.join(away)}"
    yield Finding("Network", "attention", found, to_do)


def _in_parallel(ask: Callable[[str], bool], urls: list[str]) -> list[bool]:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(ask, urls))
