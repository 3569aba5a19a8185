"""The `trellis` command: every subcommand, and how errors become sentences and exit codes.

Modules that take time to import are imported by the subcommand that needs them: `trellis landscape` must
answer within 1.5 seconds, cold.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from trellis.cli import data, demo, doctor, landscape, serve
from trellis.cli.exits import CommandError
from trellis.cli.output import say

app = typer.Typer(
    name="trellis",
    help="See a region's STEM openings and graduates, keep its data, and run the Trellis site.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("landscape")(landscape.landscape)
app.add_typer(data.app, name="data")
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed

        print(f"trellis {installed('trellis')}")
        raise typer.Exit


def run() -> None:
    """Run the command line; errors meant for users become a sentence and one of the codes in `exits`."""
    try:
        app(prog_name="trellis")
    except CommandError as error:
        say(f"trellis: {error}")
        sys.exit(error.code)
