"""Imports for tests: a list goes in as on the pages, and is read, applied and taken back by a worker."""

import gzip
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.programs.importing import matching, queries, services
from trellis.apps.programs.models import ImportRow, ImportRun

HEADINGS = ("ID", "Organization", "Program", "Min Age", "Max Age", "Price", "Start Date", "ZIP", "Address")
ROBOTS = ("1", "Illustrative Library", "Robot Club", "10", "14", "Free", "2026-06-01", "74103", "1 Main St")
STARS = ("2", "Illustrative Museum", "Star Nights", "8", "12", "$10", "2026-07-01", "74104", "2 Oak Ave")


def sheet(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, separator: str = ",") -> bytes:
    """A CSV file."""
    lines = [separator.join(_quoted(cell) for cell in row) for row in (headings, *rows)]
    return "\n".join(lines).encode()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',;"\n\t') else cell


class Importing:
    """Somebody's imports into an alliance."""

    def __init__(self, alliance: Alliance, by: User, run_jobs: Callable[[], None]) -> None:
        self.alliance, self.by, self.run_jobs = alliance, by, run_jobs

    def upload(self, content: bytes, *, name: str = "list.csv", source: str = "Summer list") -> ImportRun:
        return services.upload(
            alliance=self.alliance,
            by=self.by,
            source_name=source,
            file_name=name,
            size=len(content),
            content=io.BytesIO(content),
        )

    def match(
        self,
        run: ImportRun,
        mapping: Mapping[str, str] | None = None,
        *,
        leave_out: bool = True,
        **defaults: str,
    ) -> None:
        guesses = matching.match(run.reading["columns"], queries.remembered(run))
        guessed = {column: guess.field for column, guess in zip(run.reading["columns"], guesses, strict=True)}
        services.match_columns(
            run=run,
            by=self.by,
            mapping={**guessed, **(mapping or {})},
            defaults=defaults,
            leave_out=leave_out,
        )

    def preview(
        self, content: bytes, *, name: str = "list.csv", source: str = "Summer list", **more: Any
    ) -> ImportRun:
        run = self.upload(content, name=name, source=source)
        self.match(run, **more)
        self.run_jobs()
        return self.again(run)

    def apply(self, run: ImportRun) -> ImportRun:
        services.start_apply(run=run, by=self.by)
        self.run_jobs()
        return self.again(run)

    def undo(self, run: ImportRun, *, leave_edited: bool = False) -> ImportRun:
        services.start_undo(run=run, by=self.by, leave_edited=leave_edited)
        self.run_jobs()
        return self.again(run)

    def bring(self, content: bytes, **more: Any) -> ImportRun:
        return self.apply(self.preview(content, **more))

    def again(self, run: ImportRun) -> ImportRun:
        return (
            ImportRun.objects.for_alliance(self.alliance)
            .select_related("source", "alliance", "started_by")
            .get(pk=run.pk)
        )

    def row(self, run: ImportRun, number: int = 2) -> ImportRow:
        return ImportRow.objects.for_alliance(self.alliance).get(run=run, number=number)


def packed(content: bytes) -> bytes:
    """As .csv.gz."""
    return gzip.compress(content)


def codes(row: ImportRow) -> dict[str, str]:
    """{code of a problem: heading of its column}."""
    return {problem["code"]: problem["column"] for problem in row.problems}
