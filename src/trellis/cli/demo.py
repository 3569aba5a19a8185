"""`trellis demo`: the demonstration alliance in a database of its own, served on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from trellis.cli.output import say
from trellis.cli.processes import free_port


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    reset: Annotated[
        bool, typer.Option("--reset", help="Make the demonstration anew; what was changed in it is lost.")
    ] = False,
) -> None:
    """Run the demonstration alliance on this machine, with real figures for the Tulsa area."""
    from trellis.cli import site
    from trellis.cli.serve import run_site

    host = "127.0.0.1"
    free_port(host, port)
    folder = _use_folder_of_its_own()
    if reset:
        for file in folder.glob("trellis.sqlite3*"):
            file.unlink()
    site.set_up()
    say("Preparing the demonstration…")
    site.migrate()

    from trellis.site import demonstration

    made = demonstration.make()
    lines = [f"The demonstration is at http://{host}:{port}/ (Ctrl-C ends it).", "Sign in as:"]
    lines += [f"  {person.email}   password {person.password}   {person.role}" for person in made.sign_ins]
    run_site(host=host, port=port, workers=1, ready="\n".join(lines))


def _use_folder_of_its_own() -> Path:
    """Give the demonstration a folder of its own, so that it never touches an installation's data."""
    os.environ.pop("DATABASE_URL", None)
    from trellis.site.environment import var_directory

    folder = var_directory() / "demo"
    os.environ["TRELLIS_VAR"] = str(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
