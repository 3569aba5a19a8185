"""`trellis data`: which published tables are here, pull and add others, check that they are whole."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trellis.cli.data_errors import explained
from trellis.cli.exits import CommandError, Exit
from trellis.cli.output import page, print_json, say

if TYPE_CHECKING:
    from trellis.sources.records import TableInfo

app = typer.Typer(help="Published data: what is here, its vintage and licence; pull, add and check it.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A key that `trellis data list` shows.")]


@app.command("list")
def list_tables(as_json: AsJson = False) -> None:
    """List the tables that are here, and the publications that can be pulled or added."""
    from trellis.sources import Store
    from trellis.sources.catalogue import PUBLICATIONS

    store = Store.open()
    tables = store.tables()
    if as_json:
        print_json(
            {
                "data_dir": str(store.data_dir),
                "tables": [asdict(info) for info in tables],
                "publications": [
                    {
                        "key": each.key,
                        "title": each.title,
                        "licence": each.licence,
                        "pull": each.pulled,
                        "by_state": bool(each.of_state),
                    }
                    for each in PUBLICATIONS
                ],
            }
        )
        return
    from rich.table import Table

    here = Table(
        "Source", "Table", "Vintage", "Rows", "From", "Licence", title="Here", title_justify="left", box=None
    )
    for info in tables:
        here.add_row(info.source, info.table, info.vintage, f"{info.rows:,}", info.origin, info.licence)
    more = Table("Source", "What it is", "Download", "How", title="To be had", title_justify="left", box=None)
    for each in PUBLICATIONS:
        size = sum(file.size for file in each.files)
        how = f"trellis data pull {each.key}" if each.pulled else f"trellis data add {each.key} FILE"
        weight = f"{size / 1e6:.1f} MB" if size else "by state" if each.of_state else "by hand"
        more.add_row(each.key, each.title, weight, f"{how} --state OK" if each.of_state else how)
    console = page()
    console.print(here)
    console.print()
    console.print(more)
    say(f"Official files are kept in {store.data_dir}.")


@app.command("pull")
def pull_source(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE...", help="Keys; none given: all.")
    ] = None,
    states: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help="A state (OK), of sources that come by state."),
    ] = None,
) -> None:
    """Fetch official files from their publishers. A download that broke off goes on where it was."""
    from trellis.cli.first_need import reachable
    from trellis.cli.progress import downloading
    from trellis.sources import Store
    from trellis.sources.catalogue import PUBLICATIONS, publication
    from trellis.sources.pull import files_of, pull

    store = Store.open()
    with explained():
        everything = [each.key for each in PUBLICATIONS if each.files or (each.of_state and states)]
        for each in [publication(key) for key in sources or everything]:
            if not reachable(files_of(store, each, states or ())[0].url):
                raise CommandError(
                    f"{each.title} can't be fetched: its publisher is not reachable. Try again later, "
                    f"or download it from {each.page} elsewhere and run: trellis data add {each.key} FILE",
                    Exit.NETWORK,
                )
            with downloading() as progress:
                infos = pull(store, each.key, states=states or (), progress=progress)
            _say_placed(infos)


@app.command("add")
def add_file(
    source: Source,
    file: Annotated[Path, typer.Argument(help="The publisher's file, as downloaded.")],
    vintage: Annotated[
        str | None, typer.Option(help="The vintage, where the file doesn't say its own.")
    ] = None,
) -> None:
    """Put an official file that is already at hand in the snapshot's place."""
    from trellis.sources import Store
    from trellis.sources.pull import add

    with explained():
        _say_placed(add(Store.open(), source, file, vintage=vintage))


@app.command("check")
def check_tables(as_json: AsJson = False) -> None:
    """Compare every table with its checksum, and say which are damaged or overtaken."""
    from trellis.sources import Store
    from trellis.sources.pull import check

    found = check(Store.open())
    wrong = [each for each in found if each.finding in {"changed", "missing"}]
    if as_json:
        print_json(
            [
                {"source": each.info.source, "table": each.info.table, "vintage": each.info.vintage}
                | {"finding": each.finding, "advice": each.advice}
                for each in found
            ]
        )
    else:
        for each in found:
            if each.finding != "intact":
                print(
                    f"{each.info.source} {each.info.table} {each.info.vintage}: {each.finding}. {each.advice}"
                )
        print(f"{len(found) - len(wrong)} of {len(found)} tables are whole.")
    if wrong:
        raise typer.Exit(Exit.DATA_MISSING)


def _say_placed(infos: tuple[TableInfo, ...]) -> None:
    for info in infos:
        say(f"{info.title}, {info.vintage}: table {info.table}, {info.rows:,} rows.")
