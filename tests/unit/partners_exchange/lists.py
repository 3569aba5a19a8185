"""Lists of illustrative partners as files, and their way through an import."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.partners.importing import matching, queries, services
from trellis.apps.partners.models import PartnerImport, PartnerImportRow

KINDS = (
    ("Elementary School", "school", "school"),
    ("Public Library", "library", "library"),
    ("Science Center", "museum/science ctr", "museum"),
    ("Community College", "2-yr college", "two_year_college"),
    ("University", "four-year college", "four_year_college"),
    ("Robotics Club", "After school", "out_of_school"),
    ("Engineering Inc.", "STEM Company", "stem_company"),
    ("Community Foundation", "Funder", "philanthropy"),
    ("Public Schools", "School Dist.", "school_district"),
    ("Youth League", "youth-serving org", "youth"),
)
PLACES = (
    "Alder", "Birchwood", "Cedarvale", "Dogwood", "Elmhurst", "Foxglove", "Goldenrod", "Hawthorn",
    "Ironwood", "Juniper", "Kestrel", "Larkspur", "Magnolia", "Nettlefield", "Oakhollow", "Pinecrest",
    "Quailrun", "Redbud", "Sycamore", "Tallgrass", "Underhill", "Verbena", "Willowbend", "Xylophone Falls",
    "Yarrow", "Zinnia",
)  # fmt: skip


def organizations(count: int) -> list[dict[str, str]]:
    """So many illustrative organizations with names that are not near each other."""
    found = []
    for at in range(count):
        place, (kind, word, _code) = PLACES[at // len(KINDS)], KINDS[at % len(KINDS)]
        slug = f"{place}-{kind}".lower().replace(" ", "").replace(".", "")
        found.append(
            {
                "Organization": f"Illustrative {place} {kind}",
                "Type": word,
                "Website": f"https://{slug}.example.org",
                "EIN": f"73{at:07d}",
                "ZIP": f"741{at % 90 + 1:02d}",
                "Contact": f"Person {at}",
                "Email": f"person{at}@{slug}.example.org",
            }
        )
    return found


def near(row: Mapping[str, str], number: int) -> dict[str, str]:
    """The same organization as another list would have it; the ways of writing it take turns."""
    name = row["Organization"]
    without_ein = {**row, "EIN": ""}
    match number % 8:
        case 0:
            return {**without_ein, "Organization": f"The {name}"}
        case 1:
            return {**without_ein, "Organization": name.replace("Illustrative", "Ilustrative")}
        case 2:
            return {**row, "Organization": f"{name.split()[1]} Holdings", "Website": ""}
        case 3:
            short = {"University": "Univ.", "Center": "Ctr", "Elementary": "Elem", "Community": "Comm."}
            for word, abbreviation in short.items():
                name = name.replace(word, abbreviation)
            return {**without_ein, "Organization": f"{name}, Inc."}
        case 4:
            words = name.split()
            return {**without_ein, "Organization": f"{' '.join(words[1:])} ({words[0]})"}
        case 5:
            return {**without_ein, "Organization": f"{name} of Tulsa", "Email": ""}
        case 6:
            return {**without_ein, "Organization": f"{name} and Friends"}
        case _:
            return {**without_ein, "Organization": name.upper().replace(" ", "  "), "Website": ""}


def as_csv(rows: Iterable[Mapping[str, str]], encoding: str = "utf-8") -> bytes:
    """Rows as a CSV file under their keys."""
    listed = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for row in listed for key in row)), restval="")
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue().encode(encoding)


@dataclass(frozen=True)
class Imports:
    """Imports by one person, with the jobs run as a worker would."""

    alliance: Alliance
    staff: User
    client: Client
    run_jobs: Callable[[], None]

    def url(self, name: str, **arguments: Any) -> str:
        return reverse(f"partner_imports:{name}", kwargs={"alliance": self.alliance.slug, **arguments})

    def upload(self, content: bytes, name: str = "partners.csv", source: str = "A list") -> PartnerImport:
        return services.upload(
            alliance=self.alliance,
            by=self.staff,
            source_name=source,
            file_name=name,
            size=len(content),
            content=io.BytesIO(content),
        )

    def preview(
        self, content: bytes, name: str = "partners.csv", source: str = "A list", sector: str = ""
    ) -> PartnerImport:
        """Uploads a file, takes the columns as they are guessed, and previews it."""
        run = self.upload(content, name, source)
        guesses = matching.match(run.reading["columns"], queries.remembered(run))
        mapping = dict(zip(run.reading["columns"], (each.field for each in guesses), strict=True))
        services.match_columns(run=run, by=self.staff, mapping=mapping, sector=sector, leave_out=True)
        self.run_jobs()
        return self.again(run)

    def apply(self, run: PartnerImport) -> PartnerImport:
        services.start_apply(run=run, by=self.staff)
        self.run_jobs()
        return self.again(run)

    def undo(self, run: PartnerImport, *, leave_edited: bool = False) -> PartnerImport:
        services.start_undo(run=run, by=self.staff, leave_edited=leave_edited)
        self.run_jobs()
        return self.again(run)

    def bring(self, content: bytes, name: str = "partners.csv", **more: str) -> PartnerImport:
        """Previews and applies a file in which nothing is to be decided."""
        return self.apply(self.preview(content, name, **more))

    def again(self, run: PartnerImport) -> PartnerImport:
        found = queries.run(self.alliance, run.pk)
        assert found is not None
        return found

    def rows(self, run: PartnerImport) -> dict[int, PartnerImportRow]:
        return {row.number: row for row in queries.rows(run, "all")}

    def row(self, run: PartnerImport, number: int) -> PartnerImportRow:
        return self.rows(run)[number]
