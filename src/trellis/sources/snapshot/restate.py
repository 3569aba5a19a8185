"""State the facts anew from the official files, when a publisher has brought out a new vintage.

python -m trellis.sources.snapshot.restate --crosswalk FILE --projections FILE --directory FILE

Only what the alignment of STEM, health and skilled technical occupations rests on is stated: the fields of
study that lead to them, every occupation that those fields lead to (they compete for the same graduates), and
their rates. Titles and vintages in provenance.toml are looked after by hand; `build` then makes the tables.
"""

import argparse
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from trellis.sources import crosswalk, ipeds, projections
from trellis.sources.library import Library
from trellis.sources.shelf import SNAPSHOT

FACTS: Final = SNAPSHOT / "facts"
DIGITS: Final = 6
Rows = list[tuple[str, ...]]


def facts(name: str) -> list[dict[str, str]]:
    """The rows of a stated file."""
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def focal() -> set[str]:
    """Occupations of any of the fields: STEM, health, skilled technical."""
    return {row["soc"] for row in facts("stem_occupations.csv") + facts("skilled_technical_occupations.csv")}


def pairs(official: Path, published: Iterable[str]) -> Rows:
    """Four-digit CIP and SOC as published, for the fields of study that lead to a focal occupation."""
    together = {row["soc"]: row["published_as"] for row in facts("published_as.csv")}
    table, known = crosswalk.parse(official).tables["crosswalk"], set(published)
    every = {(cip[:5], together.get(soc, soc)) for cip, soc in zip(table["cip"], table["soc"], strict=True)}
    wanted = focal()
    leading = {cip for cip, soc in every if soc in wanted}
    return sorted((cip, soc) for cip, soc in every if cip in leading and soc in known)


def rates(official: Path, needed: set[str], titles: dict[str, str]) -> Rows:
    """SOC, rates and entry education of the occupations needed."""
    table = projections.parse(official).tables["rates"]
    return sorted(
        (soc, *(f"{rate:.{DIGITS}f}" for rate in numbers), education, titles[soc])
        for soc, *numbers, education in zip(*table.values(), strict=True)
        if soc in needed
    )


def placed(official: Path, counties: Iterable[str]) -> Rows:
    """Active institutions in the counties."""
    table, within = ipeds.parse_directory(official).tables["directory"], set(counties)
    columns = (table[name] for name in ("unitid", "name", "state", "county", "active"))
    return sorted(tuple(row[:4]) for row in zip(*columns, strict=True) if row[3] in within and row[4])


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a stated file."""
    with (FACTS / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def titles() -> dict[str, str]:
    """Titles of detailed occupations, as OEWS publishes them."""
    library = Library(FACTS)
    sql = "SELECT soc, title FROM read_parquet(?) WHERE level = 3"
    found = library.columns(sql, library.need("occupations").path)
    return dict(zip(found["soc"].tolist(), found["title"].tolist(), strict=True))


def main() -> None:
    """Restate what the files given say."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("crosswalk", "projections", "directory"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    given = arguments.parse_args()
    named = titles()
    stated = pairs(given.crosswalk, named)
    write("cip_soc_pairs.csv", ("cip", "soc"), stated)
    needed = focal() | {soc for _, soc in stated}
    header = ("soc", "openings", "entrants", "growth", "entry_education", "title")
    write("occupation_rates.csv", header, rates(given.projections, needed, named))
    counties = [row["county"] for row in facts("area_counties.csv")]
    write("placed_institutions.csv", ("unitid", "name", "state", "county"), placed(given.directory, counties))


if __name__ == "__main__":
    main()
