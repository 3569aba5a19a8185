"""Times an import of a city's program list as its users meet it: preview, apply, once more, take back.

The list is the City of Chicago's (21,654 rows), read through TRELLIS_PUBLIC_DATA. Everything goes through the
same services and jobs as on the pages, into an empty SQLite database. Prints a table in Markdown.

    python -m benchmarks.program_import [FILE]
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MEGABYTE = 1024 * 1024
CHICAGO = "programs/chicago_my_chi_my_future_programs.csv.gz"


def main() -> None:
    """Measure everything and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", nargs="?", type=Path, help="a list; default: the City of Chicago's")
    chosen = options.parse_args()
    public = os.environ.get("TRELLIS_PUBLIC_DATA", "")
    if not chosen.file and not public:
        sys.exit("Name a file, or set TRELLIS_PUBLIC_DATA.")
    file = chosen.file or Path(public) / CHICAGO
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({"TRELLIS_VAR": folder, "DATABASE_URL": ""})
        os.environ["DJANGO_SETTINGS_MODULE"] = "trellis.site.settings"
        import django

        django.setup()
        _measure(file)


def _measure(file: Path) -> None:
    from django.core.management import call_command

    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.programs.importing import matching, services
    from trellis.apps.programs.importing.queries import jobs_of
    from trellis.apps.programs.models import ImportRun, Session

    call_command("migrate", verbosity=0)
    alliance = Alliance.objects.create(name="Benchmark", slug="benchmark")
    by = User.objects.create_user("somebody@example.org", "a long enough password")
    lines: list[tuple[str, str, str]] = []

    def timed(name: str, work: Callable[[], object]) -> None:
        start, started_cpu = time.perf_counter(), time.process_time()
        work()
        took, cpu = time.perf_counter() - start, time.process_time() - started_cpu
        lines.append((name, f"{took:.1f} s", f"{cpu:.1f} s"))

    def new_run() -> ImportRun:
        with file.open("rb") as content:
            return services.upload(
                alliance=alliance,
                by=by,
                source_name="City list",
                file_name=file.name,
                size=file.stat().st_size,
                content=content,
            )

    def preview(run: ImportRun) -> None:
        guesses = matching.match(run.reading["columns"], run.source.mapping)
        mapping = {column: guess.field for column, guess in zip(run.reading["columns"], guesses, strict=True)}
        services.match_columns(run=run, by=by, mapping=mapping, defaults={}, leave_out=True)
        _work(run)

    def apply(run: ImportRun) -> None:
        services.start_apply(run=run, by=by)
        _work(run)

    runs: list[ImportRun] = []
    timed("upload, with finding the layout", lambda: runs.append(new_run()))
    run = runs[0]
    timed("preview", lambda: preview(run))
    run.refresh_from_db()
    counts = dict(run.counts)
    services.decide_all(run=run, by=by, rule="fill", remember=True)
    run.refresh_from_db()
    timed("apply", lambda: apply(run))
    run.refresh_from_db()
    sessions = Session.objects.for_alliance(alliance).count()
    runs.append(new_run())
    timed("preview of the same list again", lambda: preview(runs[1]))
    runs[1].refresh_from_db()
    again = dict(runs[1].counts)
    timed("apply it again", lambda: apply(runs[1]))

    def undo() -> None:
        services.start_undo(run=run, by=by, leave_edited=False)
        _work(run)

    run.refresh_from_db()
    timed("undo", undo)
    left = Session.objects.for_alliance(alliance).count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite\n")
    print("| step | time | of the processor |\n|---|---|---|")
    for line in lines:
        print(f"| {' | '.join(line)} |")
    print(f"\nLargest memory: {peak / MEGABYTE:,.0f} MB")
    print(f"First preview: {counts}\nSessions after applying: {sessions:,}; after undoing: {left:,}")
    print(f"Second preview: {again}")
    for job in jobs_of(run):
        if job.state != "done":
            print(job.kind, job.state, job.error)


def _work(run: object) -> None:
    """Does what is queued, as a worker would."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="benchmark",
        excluded_queue_names=[],
    )
    while (waiting := DBTaskResult.objects.ready().first()) is not None:
        waiting.claim(worker.worker_id)
        worker.run_task(waiting)


if __name__ == "__main__":
    main()
