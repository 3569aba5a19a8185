"""What would open the pipeline, district by district, from shown numbers alone."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import about, exact, percent
from trellis.apps.findings.queries import decisions_for
from trellis.apps.landscape.pipeline import words
from trellis.apps.landscape.pipeline.cards import make
from trellis.apps.landscape.pipeline.groups import TOTAL

if TYPE_CHECKING:
    from trellis.apps.core.ui.evidence_card import EvidenceCard
    from trellis.apps.findings.queries import Answer
    from trellis.apps.landscape.pipeline.addresses import Addresses
    from trellis.apps.landscape.pipeline.reading import Reading, Row

KIND: Final = "pathway"
ALGEBRA: Final = "algebra"
MISSING: Final = ("calculus", "physics", "computer_science")
"""Courses without which a step is due."""

FAR_BELOW: Final = 0.05
"""From this difference in share on a group is named."""


@dataclass(frozen=True, slots=True)
class Step:
    """A recommendation as a page shows it, with what was said about it."""

    place: int
    row: Row
    headline: str
    effect: str
    card: EvidenceCard
    why: tuple[str, ...]
    district_url: str
    answer: Answer | None

    @property
    def id(self) -> str:
        """The id of its element, the same from one computation to the next."""
        return step_id(self.row["key"])

    @property
    def stands(self) -> str:
        """“accepted”, “dismissed”, or “open”."""
        return self.answer.stands if self.answer else "open"


def step_id(key: str) -> str:
    """Return the id of a recommendation's card."""
    return f"step-{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def steps_of(reading: Reading) -> list[Row]:
    """Return what would help, those first that would bring most students into a course.

    key: stable while the district and the course stay. students: how many more; the state's rate among those
    who could says how many would take a course that isn't offered.
    """
    found = []
    for district in reading.pipeline.districts.values():
        step = _algebra(reading, district)
        found += [step] if step else []
        for course in MISSING:
            if course in reading.courses:
                step = _missing(reading, district, course)
                found += [step] if step else []
    found.sort(key=lambda row: (-row["students"], row["key"]))
    return found


def _algebra(reading: Reading, district: Row) -> Row | None:
    found = district["algebra"]
    whole, taking = found["eighth"], found["taking"]
    if not isinstance(whole, int) or not isinstance(taking, int) or not isinstance(found["share"], float):
        return None
    more = math.ceil(round(reading.target * whole, 6)) - taking
    return _row(district, ALGEBRA, more) if more > 0 else None


def _missing(reading: Reading, district: Row, course: str) -> Row | None:
    high = district["high"]
    if district["courses"][course]["offering"] or not isinstance(high, int):
        return None
    state = reading.document["state"]["courses"][course]
    if not isinstance(state["taking"], int) or not isinstance(state["could"], int) or not state["could"]:
        return None
    more = round(high * state["taking"] / state["could"])
    return _row(district, course, more) if more > 0 else None


def _row(district: Row, course: str, students: int) -> Row:
    return {
        "key": f"k12:{course}:{district['key']}",
        "kind": KIND,
        "course": course,
        "district": district["key"],
        "students": students,
    }


def cards(
    reading: Reading, links: Addresses, rows: list[Row], answered: Mapping[str, Answer], *, first: int = 1
) -> list[Step]:
    """Return recommendations as pages show them; `first`: the place of the first among all."""
    return [
        Step(
            place,
            row,
            headline(reading, row),
            effect(row),
            _card(reading, row),
            tuple(why(reading, row)),
            links.district(row["district"]),
            answered.get(row["key"]),
        )
        for place, row in enumerate(rows, start=first)
    ]


def answers_to(reading: Reading, rows: list[Row]) -> dict[str, Answer]:
    """Return what was said about recommendations, by key: two queries."""
    return decisions_for(
        reading.evidence.alliance,
        subject=reading.region.evidence_subject,
        keys=[row["key"] for row in rows],
    )


def headline(reading: Reading, row: Row) -> str:
    """Say what to do, and where."""
    name = reading.pipeline.districts[row["district"]]["name"]
    if row["course"] == ALGEBRA:
        text = _("Bring %(n)s more eighth-graders of %(district)s into algebra I")
        return text % {"n": exact(row["students"]), "district": name}
    return _("Offer %(course)s in high school in %(district)s") % {
        "course": words.inside(row["course"]),
        "district": name,
    }


def effect(row: Row) -> str:
    """Say what it would change."""
    if row["course"] == ALGEBRA:
        text = ngettext(
            "more student to reach the target", "more students to reach the target", row["students"]
        )
    else:
        text = ngettext(
            "more student in the course, at the state's rate",
            "more students in the course, at the state's rate",
            row["students"],
        )
    return text


def _card(reading: Reading, row: Row) -> EvidenceCard:
    name = reading.pipeline.districts[row["district"]]["name"]
    if row["course"] == ALGEBRA:
        method = _("The target's share of the eighth-graders, less those who take algebra I by then.")
    else:
        method = _("The high-school students there, times the state's share who take it where it is offered.")
    return make(reading, value=exact(row["students"]), label=effect(row), method=method, where=name)


def finding(reading: Reading, row: Row) -> str:
    """State the gap that a step answers."""
    return why(reading, row)[0]


def why(reading: Reading, row: Row) -> list[str]:
    """Return the reasons for a step, in sentences."""
    district = reading.pipeline.districts[row["district"]]
    return (
        _why_algebra(reading, district) if row["course"] == ALGEBRA else _why_missing(reading, district, row)
    )


def _why_algebra(reading: Reading, district: Row) -> list[str]:
    found = district["algebra"]
    said = [
        _("%(share)s of its %(whole)s eighth-graders take algebra I; the target is %(target)s.")
        % {
            "share": percent(found["share"]),
            "whole": exact(found["eighth"]),
            "target": percent(reading.target),
        }
    ]
    if found["offering"] < district["eighth_schools"]:
        text = ngettext(
            "%(offering)s of its %(n)s school with grade 8 offers it.",
            "%(offering)s of its %(n)s schools with grade 8 offer it.",
            district["eighth_schools"],
        )
        said.append(text % {"offering": exact(found["offering"]), "n": exact(district["eighth_schools"])})
    least = _least_group(found["groups"])
    if least is not None:
        said.append(
            _("Of %(group)s it is %(share)s in grade 8, of everybody %(total)s.")
            % {
                "group": words.group_inside(least),
                "share": percent(found["groups"][least]["share"]),
                "total": percent(found["groups"][TOTAL]["share"]),
            }
        )
    return said


def _least_group(groups: Mapping[str, Row]) -> str | None:
    """Return the group with the smallest share of those shown, where it is far below everybody's."""
    total = groups[TOTAL]["share"]
    if not isinstance(total, float):
        return None
    shown = {key: each["share"] for key, each in groups.items() if isinstance(each["share"], float)}
    least = min(shown, key=lambda key: shown[key])
    return least if total - shown[least] >= FAR_BELOW else None


def _why_missing(reading: Reading, district: Row, row: Row) -> list[str]:
    state = reading.document["state"]["courses"][row["course"]]
    high = district["high_schools"]
    text = ngettext(
        "No high school there offers %(course)s: %(students)s students, %(n)s school.",
        "None of the %(n)s high schools there offers %(course)s: %(students)s students.",
        high,
    )
    said = [
        text
        % {
            "course": words.inside(row["course"]),
            "students": exact(district["high"]),
            "n": exact(high),
        }
    ]
    said.append(
        _(
            "In the state %(share)s of high-school students have it in their school; where it is offered, "
            "about %(rate)s of 100 take it."
        )
        % {
            "share": percent(state["could_share"]),
            "rate": about(100 * state["taking"] / state["could"]),
        }
    )
    return said


def content(reading: Reading, row: Row) -> dict[str, Any]:
    """Return a recommendation as the thread keeps it."""
    return {
        **row,
        "headline": headline(reading, row),
        "why": why(reading, row),
        "effect": f"{exact(row['students'])} {effect(row)}",
        "target": reading.settings.target,
    }
