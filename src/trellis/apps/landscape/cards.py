"""Evidence cards of a landscape's figures: where each comes from, how it was made, how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.core.ui.evidence_card import CardSource, EvidenceCard
from trellis.apps.core.ui.figures import about, exact, interval, percent
from trellis.apps.landscape.notes import note_text
from trellis.apps.landscape.published import published

if TYPE_CHECKING:
    from trellis.apps.landscape.queries import Reading

LABOR: Final = ("oews", "projections")
"""Beginnings of the keys of sources that openings are read from; graduates are read from the others too."""

STEPS: Final = {
    "openings": "openings",
    "graduates": "graduates",
    "completers": "completers",
    "floor": "floor",
    "gap": "gap",
}
"""Each total, and the step of the method that explains it."""


def cards(reading: Reading) -> dict[str, EvidenceCard]:
    """Return the card of each of the landscape's totals, by name."""
    return {name: total_card(reading, name) for name in STEPS}


def total_card(reading: Reading, name: str) -> EvidenceCard:
    """Return the card of one total: "openings", "graduates", "completers", "floor" or "gap"."""
    document = reading.document
    labels = {
        "openings": _("Openings a year"),
        "graduates": _("Graduates a year who head for them"),
        "completers": _("Graduates a year of the programs that can lead there"),
        "floor": _("Openings a year that no choice of any graduate could fill"),
        "gap": _("Openings less graduates who head for them, a year"),
    }
    values = {
        "openings": document["openings"],
        "graduates": document["supply_expected"],
        "completers": document["completers"],
        "floor": document["unfilled_floor"],
        "gap": document["gap"],
    }
    methods = {
        "openings": openings_method(document),
        "graduates": _(
            "Each program's graduates are split over the occupations it leads to, so that nobody counts "
            "twice."
        ),
        "completers": _("First majors only, averaged over the years published, at the main campus."),
        "floor": _(
            "A best case: the most openings that graduates could fill, each one in a single job, taken "
            "from all openings."
        ),
        "gap": _("Openings less the graduates expected to head for them."),
    }
    return make(
        reading,
        value=values[name],
        label=labels[name],
        method=methods[name],
        step=STEPS[name],
        sure=_total_sure(document, name),
        labor_only=name == "openings",
        left_out=left_out(document),
    )


def make(
    reading: Reading,
    *,
    value: float | None,
    label: str,
    method: str,
    step: str = "",
    sure: str = "",
    labor_only: bool = False,
    left_out: Iterable[str] = (),
    shown: str = "",
) -> EvidenceCard:
    """Return the card of any figure of this landscape; `shown` overrides the rounded number on it."""
    document = reading.document
    rows = [row for row in document["sources"] if not labor_only or row["key"].startswith(LABOR)]
    return EvidenceCard(
        value=shown or about(value),
        label=f"{label}, {reading.place.name}",
        sources=tuple(_source(row) for row in rows or document["sources"]),
        method=method,
        method_url=reading.method_url(step) if step else "",
        sure=sure,
        computed_at=reading.evidence.computed_at,
        version=f"{document['method']['name']} {document['method']['version']}",
        left_out=tuple(left_out),
        url=reading.evidence_url,
    )


def openings_method(document: dict[str, Any]) -> str:
    """Say in one sentence how openings were made, by the definition chosen."""
    return {
        "openings": _(
            "Employment times the yearly rate of openings: growth, people who leave the labor force, and "
            "people who change occupation."
        ),
        "entrants": _(
            "Employment times the yearly rate of openings for new entrants: growth, and people who leave "
            "the labor force."
        ),
        "growth": _("Employment times the yearly rate of growth alone."),
    }[document["definition"]]


def left_out(document: dict[str, Any]) -> list[str]:
    """Return what the landscape leaves out, in sentences."""
    said = [note_text(note["code"], note["values"], translation) for note in document["notes"]]
    share = document["unpublished_employment_share"]
    if share and not any(note["code"].startswith("unpublished") for note in document["notes"]):
        said.insert(
            0,
            _("%(share)s of employment is in occupations that aren't published here.")
            % {"share": percent(share)},
        )
    return said


def _total_sure(document: dict[str, Any], name: str) -> str:
    if name == "openings" and document["openings_low"] is not None:
        ends = interval(document["openings_low"], document["openings_high"], "exact")
        return _("%(ends)s (90 %% interval): the employment survey has a sampling error.") % {"ends": ends}
    if name in {"graduates", "gap"} and document["gap_low"] is not None:
        ends = interval(document["gap_low"], document["gap_high"], "exact")
        return _(
            "The gap could be anywhere from %(ends)s, depending on where graduates go and on the survey's "
            "sampling error."
        ) % {"ends": ends}
    if name == "completers" and document["completers"] is not None:
        return _("A count that colleges report: %(count)s.") % {"count": exact(document["completers"])}
    if name == "floor" and document["unfilled_floor"] is not None:
        return _("A lower bound: graduates who choose other jobs, or leave, make it larger, never smaller.")
    return ""


def _source(row: dict[str, Any]) -> CardSource:
    return CardSource(
        publisher=row["publisher"],
        title=row["title"],
        vintage=published(row["vintage"], translation),
        url=row["url"] or "",
        licence=published(row["licence"], translation),
    )
