"""All that pages and files show together, read as a reader reads it: no hidden number can be worked out.

What is rendered is parsed and handed to an attacker who doesn't know how numbers were hidden. The whole truth
comes from the same computation with nothing hidden, which is checked by hand elsewhere.
"""

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook
from tests.reference.naive_attacker import widths
from tests.unit.landscape_pipeline.made import pipeline
from tests.unit.landscape_pipeline_pages.rendered import charts, tables, text_of
from tests.unit.landscape_pipeline_pages.schools import SMALL, PipelinePages

from trellis.apps.landscape.pipeline import words
from trellis.apps.landscape.pipeline.compute import compute
from trellis.apps.landscape.pipeline.groups import GROUPS, RACES, SEXES
from trellis.apps.landscape.pipeline.ledger import Ledger, Shown

THRESHOLD = 10
HIDDEN = "hidden"
COURSES = ("calculus", "physics")
LABELS = {words.course(key): key for key in COURSES}
GROUP_OF = {words.group(key): key for key in GROUPS}

Name = tuple[str, str, str]
"""(unit, what is counted, group)."""


@pytest.fixture
def shown(pages: PipelinePages) -> dict[Name, set[str]]:
    """What each place of every page and file shows for each number."""
    pages.compute(SMALL)
    found: dict[Name, set[str]] = {}
    for name, value in [*from_csv(pages), *from_workbook(pages), *from_pages(pages)]:
        if value != "":
            found.setdefault(name, set()).add(value)
    return found


def from_csv(pages: PipelinePages) -> Iterator[tuple[Name, str]]:
    for sheet, unit in (("districts", "leaid"), ("schools", "combokey")):
        for row in csv_rows(pages, sheet):
            yield from of_unit(row[unit], row)
    for row in csv_rows(pages, "groups"):
        unit = "whole" if row["unit"] == "state" else row["key"]
        group = GROUP_OF[row["group"]]
        for quantity in ("eighth", "algebra", "high"):
            yield (unit, quantity, group), row[quantity]
        for course in COURSES:
            yield (unit, course, group), row[f"{course}_taking"]
            yield (unit, f"could {course}", group), row[f"{course}_could"]


def csv_rows(pages: PipelinePages, sheet: str) -> list[dict[str, str]]:
    content = pages.get("pipeline-export", {"table": sheet}, kind="csv").content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def of_unit(unit: str, row: dict[str, str]) -> Iterator[tuple[Name, str]]:
    yield (unit, "eighth", "total"), row["eighth"]
    yield (unit, "by", "total"), row["taking"]
    yield (unit, "high", "total"), row["high"]
    for course in COURSES:
        yield (unit, course, "total"), row[f"{course}_taking"]
        yield (unit, f"could {course}", "total"), row[f"{course}_could"]


def from_workbook(pages: PipelinePages) -> Iterator[tuple[Name, str]]:
    """The workbook's sheets have the columns of the CSV, in the same order."""
    book = load_workbook(BytesIO(pages.get("pipeline-export", kind="xlsx").content))
    for sheet, unit in (("Districts", "leaid"), ("Schools", "combokey")):
        keys = list(csv_rows(pages, sheet.lower())[0])
        for values in book[sheet].iter_rows(min_row=2, values_only=True):
            row = {key: "" if value is None else str(value) for key, value in zip(keys, values, strict=False)}
            yield from of_unit(row[unit], row)


def from_pages(pages: PipelinePages) -> Iterator[tuple[Name, str]]:
    overview = pages.get()
    yield from of_tables("whole", overview)
    found = tables(overview)["districts"]
    for row, link in zip(found.rows, found.links, strict=True):
        leaid = link.rstrip("/").rpartition("/")[2]
        yield from of_list(leaid, dict(zip(found.head, row, strict=True)))
        district = pages.get("pipeline-district", leaid=leaid)
        yield from of_tables(leaid, district)
        schools = tables(district)["schools"]
        for each, address in zip(schools.rows, schools.links, strict=True):
            combokey = address.rstrip("/").rpartition("/")[2]
            yield from of_list(combokey, dict(zip(schools.head, each, strict=True)))
            yield from of_tables(combokey, pages.get("pipeline-school", combokey=combokey))


def of_list(unit: str, row: dict[str, str]) -> Iterator[tuple[Name, str]]:
    yield (
        (unit, "eighth", "total"),
        number(next(row[head] for head in row if head.startswith("Eighth-graders"))),
    )
    yield (unit, "by", "total"), number(next(row[head] for head in row if head.startswith("In algebra I")))


def of_tables(unit: str, response: Any) -> Iterator[tuple[Name, str]]:
    found = tables(response)
    if "courses" in found:
        for row in found["courses"].rows:
            cells = dict(zip(found["courses"].head, row, strict=True))
            yield (unit, LABELS[row[0]], "total"), number(cells["Students who take it"])
    if "groups" in found:
        for row in found["groups"].rows:
            yield (unit, "high", GROUP_OF[row[0]]), number(row[1])
    for key, table in found.items():
        if key == "pipeline-groups-table":
            for row in table.rows:
                yield (unit, "eighth", GROUP_OF[row[0]]), number(row[1])
                yield (unit, "algebra", GROUP_OF[row[0]]), number(row[2])


def number(said: str) -> str:
    """A cell as files write it: digits, “hidden”, or nothing."""
    if "hidden" in said:
        return HIDDEN
    digits = said.replace(",", "")
    return digits if digits.isdigit() else ""


@pytest.fixture
def truth() -> dict[Name, int]:
    """Every number as it is, none hidden."""

    def all_of_it(ledger: Ledger, *, threshold: int) -> Shown:
        return Shown(ledger, np.ones(len(ledger.counts), dtype=np.bool_))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("trellis.apps.landscape.pipeline.compute.protect", all_of_it)
        document = compute(pipeline(SMALL), threshold=THRESHOLD)
    found: dict[Name, int | None] = {}
    for unit, row in [
        ("whole", document["region"]),
        *((row["key"], row) for row in (*document["districts"], *document["schools"])),
    ]:
        algebra = row["algebra"]
        found |= {(unit, "eighth", "total"): algebra["eighth"], (unit, "by", "total"): algebra["taking"]}
        found[unit, "high", "total"] = row["high"]
        for group, each in algebra.get("groups", {}).items():
            found |= {(unit, "eighth", group): each["eighth"], (unit, "algebra", group): each["taking"]}
        for group, value in row.get("high_by_group", {}).items():
            found[unit, "high", group] = value
        for name, course in row["courses"].items():
            found |= {
                (unit, name, "total"): course["taking"],
                (unit, f"could {name}", "total"): course["could"],
            }
            for group, each in course.get("groups", {}).items():
                found[unit, name, group] = each["taking"]
    return {name: value for name, value in found.items() if value is not None}


def test_every_page_and_file_shows_the_same(shown: dict[Name, set[str]]) -> None:
    differing = {name: values for name, values in shown.items() if len(values) > 1}
    assert not differing


def test_what_is_shown_is_true_and_something_is_hidden(
    shown: dict[Name, set[str]], truth: dict[Name, int]
) -> None:
    wrong = {
        name: values
        for name, values in shown.items()
        if values != {HIDDEN} and name in truth and values != {str(truth[name])}
    }
    assert not wrong
    assert sum(values == {HIDDEN} for values in shown.values()) > 20


def test_no_small_number_is_shown(shown: dict[Name, set[str]]) -> None:
    small = {
        name: values
        for name, values in shown.items()
        if any(value.isdigit() and 0 < int(value) < THRESHOLD for value in values)
    }
    assert not small


def test_a_reader_of_everything_cannot_tell_a_hidden_number(
    shown: dict[Name, set[str]], truth: dict[Name, int]
) -> None:
    names = list(truth)
    place = {name: at for at, name in enumerate(names)}
    counts = [truth[name] for name in names]
    is_shown = [bool(shown.get(name, {HIDDEN}) != {HIDDEN}) for name in names]
    sums: list[tuple[int, list[int]]] = []

    def add(total: Name, parts: list[Name]) -> None:
        known = [part for part in parts if part in place]
        if total not in place or not known:
            return
        left = counts[place[total]] - sum(counts[place[part]] for part in known)
        cells = [place[part] for part in known]
        if left:
            counts.append(left)
            is_shown.append(False)
            cells.append(len(counts) - 1)
        sums.append((place[total], cells))

    units = {unit for unit, _quantity, _group in names}
    for unit in units:
        for quantity in ("eighth", "algebra", "high", *COURSES):
            add((unit, quantity, "total"), [(unit, quantity, group) for group in RACES])
            add((unit, quantity, "total"), [(unit, quantity, group) for group in SEXES])
    districts = [unit for unit in units if len(unit) == 7]
    for quantity, group in {(quantity, group) for _unit, quantity, group in names}:
        add(("whole", quantity, group), [(unit, quantity, group) for unit in districts])
        for district in districts:
            schools = [unit for unit in units if len(unit) == 12 and unit.startswith(district)]
            add((district, quantity, group), [(unit, quantity, group) for unit in schools])
    found = widths(counts, sums, np.array(is_shown, dtype=np.bool_))
    told = {
        names[cell]: width
        for cell, width in found.items()
        if cell < len(names) and shown.get(names[cell]) == {HIDDEN} and width < THRESHOLD - 1e-6
    }
    assert not told


def test_a_hidden_share_is_in_no_sentence_card_or_picture(pages: PipelinePages) -> None:
    """The third district's 7 of 30, and its share of 23 %, are hidden: neither is anywhere on its page."""
    pages.compute(SMALL)
    response = pages.get("pipeline-district", leaid="4000003")
    assert "7 of 30" not in text_of(response)
    assert "23 %" not in text_of(response)
    drawn = json.dumps([*charts(response), *charts(pages.get())])
    assert "7 of 30" not in drawn
    assert "0.2333" not in drawn


def test_json_has_no_more_than_the_evidence(pages: PipelinePages) -> None:
    kept = pages.compute(SMALL)
    given = json.loads(pages.get("pipeline-export", kind="json").content)["pipeline"]
    assert given == kept.result
