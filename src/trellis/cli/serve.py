"""`trellis serve`: the web server and the worker that runs jobs, ended together."""

from __future__ import annotations

from typing import Annotated

import typer

from trellis.cli.exits import CommandError, Exit
from trellis.cli.output import say
from trellis.cli.processes import Together, free_port, wait_until_listening

Host = Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 listens to other machines too.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Web server processes.")] = 2,
) -> None:
    """Run the site: the web server and the worker for jobs. Ctrl-C ends both."""
    from trellis.cli import site

    free_port(host, port)
    site.set_up()
    site.check_database()
    pending = site.pending_migrations()
    if pending:
        raise CommandError(
            f"{len(pending)} database migrations are not applied yet (the first is {pending[0]}). "
            "Back up the database, then run: python manage.py migrate",
            Exit.NOT_READY,
        )
    run_site(
        host=host, port=port, workers=workers, ready=f"Trellis is at http://{host}:{port}/ (Ctrl-C ends it)."
    )


def run_site(*, host: str, port: int, workers: int, ready: str) -> None:
    """Run the web server and the worker until Ctrl-C; write `ready` once the port answers."""
    web = ["-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", str(workers), "--blocking-threads", "8", "--backpressure", "64"]
    web += ["--no-access-log", "--log-level", "error", "trellis.site.wsgi:application"]
    with Together() as processes:
        server = processes.start("web server", web)
        processes.start("worker", ["-m", "django", "worker"])
        try:
            if wait_until_listening(host, port, server):
                say(ready)
            processes.wait()
        except KeyboardInterrupt:
            say("\nEnding…")
