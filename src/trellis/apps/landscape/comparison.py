"""Landscapes side by side: regions, a region with its state and the nation, vintages, definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.landscape import evidence
from trellis.apps.landscape.asked import DEFINITION_CHOICES
from trellis.apps.landscape.wording import capital

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.landscape.links import Links
    from trellis.apps.landscape.queries import Document, Reading
    from trellis.apps.landscape.regions import Gazetteer, Place

MODES: Final = ("surroundings", "regions", "definitions", "vintages")
JOBS: Final = 1000
"""Occupations and openings are compared for each 1,000 jobs, because regions differ in size."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the landscapes compared."""

    key: str
    label: str
    document: Document


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of every side. form: how it is written; note: what it is."""

    label: str
    note: str
    form: str
    values: tuple[float | None, ...]


def surroundings(alliance: Alliance, reading: Reading, gazetteer: Gazetteer, by: User) -> tuple[Side, ...]:
    """Return a region with its state and the nation."""
    places = [gazetteer.state_place(reading.place), gazetteer.nation_place()]
    others = [place for place in places if place is not None and place.spec.areas != reading.place.spec.areas]
    return (_side(reading), *(_of_place(alliance, reading, place, by) for place in others))


def regions(alliance: Alliance, reading: Reading, other: Place, by: User) -> tuple[Side, ...]:
    """Return a region and another."""
    return _side(reading), _of_place(alliance, reading, other, by)


def definitions(alliance: Alliance, reading: Reading, by: User) -> tuple[Side, ...]:
    """Return a region by each definition of openings."""
    sides = []
    for definition, label in DEFINITION_CHOICES.items():
        parameters = replace(reading.asked.parameters, definition=definition)  # type: ignore[arg-type]
        kept = evidence.current(alliance=alliance, place=reading.place, parameters=parameters, by=by)
        sides.append(Side(definition, capital(str(label)), evidence.document_of(kept)))
    return tuple(sides)


def vintages(alliance: Alliance, reading: Reading, vintage: str, by: User) -> tuple[Side, ...]:
    """Return a region on an earlier release of employment, and on the newest."""
    parameters = replace(reading.asked.parameters, vintage=vintage)
    kept = evidence.current(alliance=alliance, place=reading.place, parameters=parameters, by=by)
    then = Side(vintage, vintage, evidence.document_of(kept))
    return then, Side("newest", reading.document["vintage"], reading.document)


def figures(sides: Sequence[Side]) -> list[Figure]:
    """Return the totals of every side, and what makes regions of different size comparable."""

    def row(label: str, note: str, form: str, value: Callable[[Document], float | None]) -> Figure:
        return Figure(label, note, form, tuple(value(side.document) for side in sides))

    def rate(label: str, note: str, form: str, part: str, whole: str, scale: float) -> Figure:
        return row(label, note, form, lambda document: _ratio(document[part], document[whole], scale))

    opening, stuck = _("Openings"), _("Openings no graduate could fill")
    each_thousand = _("for each 1,000 jobs")
    return [
        row(opening, _("a year"), "about", lambda document: document["openings"]),
        rate(opening, each_thousand, "tenths", "openings", "employment_total", JOBS),
        row(
            _("Graduates who head for them"),
            _("a year"),
            "about",
            lambda document: document["supply_expected"],
        ),
        rate(_("Graduates"), _("for each 100 openings"), "exact", "supply_expected", "openings", 100),
        row(stuck, _("a year"), "about", lambda document: document["unfilled_floor"]),
        rate(stuck, _("share of all openings"), "percent", "unfilled_floor", "openings", 1),
        rate(_("Jobs in this field"), each_thousand, "exact", "employment", "employment_total", JOBS),
    ]


def occupations(sides: Sequence[Side], mode: str, links: Links) -> DataTable:
    """Return the field's occupations on every side: jobs for each 1,000, or by definition the openings."""
    found: dict[str, dict[str, Any]] = {}
    for place, side in enumerate(sides):
        for row in side.document["occupations"]:
            each = found.setdefault(row["soc"], {"soc": row["soc"], "title": row["title"]})
            if mode == "definitions":
                each[f"side{place}"] = row["openings"]
            else:
                each[f"side{place}"] = _ratio(row["employment"], side.document["employment_total"], JOBS)
    decimals = 0 if mode == "definitions" else 1
    rows = [_with_times(row) for row in found.values()]
    value_columns = [
        Column(f"side{place}", side.label, "number", decimals=decimals) for place, side in enumerate(sides)
    ]
    return DataTable(
        key="compared",
        caption=_("Openings a year by definition")
        if mode == "definitions"
        else _("Jobs for each 1,000 jobs"),
        columns=(
            Column("title", _("Occupation"), href=lambda row: links.occupation(row["soc"])),
            *value_columns,
            *_times_column(sides, mode),
        ),
        rows=rows,
        sort="-side0",
    )


def _times_column(sides: Sequence[Side], mode: str) -> tuple[Column, ...]:
    """Return the column that says how many times as many jobs the first side has as the second."""
    if len(sides) < 2 or mode == "definitions":
        return ()
    against = _("%(first)s against %(second)s") % {"first": sides[0].label, "second": sides[1].label}
    return (Column("times", _("Times as many"), "number", decimals=1, help=against),)


def caveats(sides: Sequence[Side], mode: str) -> list[str]:
    """Return what keeps these landscapes from being compared without a second thought."""
    said = []
    unknown = [side.label for side in sides if side.document["supply_expected"] is None]
    if unknown and mode in {"regions", "surroundings"}:
        said += [
            _("It is not known yet which colleges are in %(region)s, so its graduates can't be compared.")
            % {"region": label}
            for label in unknown
        ]
    shares = [side.document["unpublished_employment_share"] or 0.0 for side in sides]
    if mode in {"regions", "surroundings"} and max(shares) - min(shares) >= 0.02:
        each = "; ".join(f"{side.label}: {percent(share)}" for side, share in zip(sides, shares, strict=True))
        said.append(
            _(
                "Employment that isn't published differs (%(each)s), so small differences may come from "
                "that alone."
            )
            % {"each": each}
        )
    if mode == "surroundings" and len(sides) > 1:
        said.append(_("A region is part of its state and of the nation: the others include it."))
    if mode == "vintages":
        said += _vintage_caveats(sides)
    if mode == "definitions":
        said.append(_("These are three answers to different questions, not three estimates of one number."))
    return said


def _vintage_caveats(sides: Sequence[Side]) -> list[str]:
    first, second = ({row["soc"] for row in side.document["occupations"]} for side in sides)
    said = [
        _("The survey pools three years of answers, so neighboring releases share most of theirs."),
        _("Graduates and openings rates are the same on both sides: only employment differs."),
    ]
    if first ^ second:
        said.append(
            _("%(n)s occupations are published in only one of the two.") % {"n": exact(len(first ^ second))}
        )
    return said


def _side(reading: Reading) -> Side:
    return Side(reading.place.key, reading.place.name, reading.document)


def _of_place(alliance: Alliance, reading: Reading, place: Place, by: User) -> Side:
    kept = evidence.current(alliance=alliance, place=place, parameters=reading.asked.parameters, by=by)
    return Side(place.key, place.name, evidence.document_of(kept))


def _with_times(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "times": _ratio(row.get("side0"), row.get("side1"), 1)}


def _ratio(part: float | None, whole: float | None, scale: float) -> float | None:
    return part / whole * scale if part is not None and whole else None
