"""Evidence cards of a landscape's figures: where each comes from, how it was made, how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.core.ui.evidence_card import CardSource, EvidenceCard
from trellis.apps.core.ui.figures import about, interval
from trellis.apps.landscape.notes import note_text
from trellis.apps.landscape.published import published

if TYPE_CHECKING:
    from trellis.apps.landscape.queries import Reading

LABOR: Final = ("oews", "projections")
"""Beginnings of the keys of sources that openings are read from; graduates are read from the others too."""


def cards(reading: Reading) -> dict[str, EvidenceCard]:
    """Return the cards of the landscape's three figures: "openings", "graduates", "floor"."""
    document, without = reading.document, left_out(reading.document)
    return {
        "openings": make(
            reading,
            value=document["openings"],
            label=_("Openings a year"),
            method=openings_method(document),
            step="openings",
            sure=_openings_sure(document),
            labor_only=True,
            left_out=without,
        ),
        "graduates": make(
            reading,
            value=document["supply_expected"],
            label=_("Graduates a year who head for them"),
            method=_(
                "Each program's graduates are split over the occupations it leads to, so that nobody counts "
                "twice."
            ),
            step="graduates",
            sure=_graduates_sure(document),
            left_out=without,
        ),
        "floor": make(
            reading,
            value=document["unfilled_floor"],
            label=_("Openings a year that no choice of any graduate could fill"),
            method=_(
                "A best case: the most openings that graduates could fill, each one in a single job, taken "
                "from all openings."
            ),
            step="floor",
            sure=_(
                "A lower bound: graduates who choose other jobs, or leave, make it larger, never smaller."
            ),
            left_out=without,
        ),
    }


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
    return [note_text(note["code"], note["values"], translation) for note in document["notes"]]


def _openings_sure(document: dict[str, Any]) -> str:
    if document["openings_low"] is None:
        return _("How far it could be off isn't published.")
    ends = interval(document["openings_low"], document["openings_high"], "exact")
    return _("%(ends)s (90 %% interval): the employment survey has a sampling error.") % {"ends": ends}


def _graduates_sure(document: dict[str, Any]) -> str:
    if document["gap_low"] is None:
        return ""
    ends = interval(document["gap_low"], document["gap_high"], "exact")
    return _(
        "The gap could be anywhere from %(ends)s, depending on where graduates go and on the survey's "
        "sampling error."
    ) % {"ends": ends}


def _source(row: dict[str, Any]) -> CardSource:
    return CardSource(
        publisher=row["publisher"],
        title=row["title"],
        vintage=published(row["vintage"], translation),
        url=row["url"] or "",
        licence=published(row["licence"], translation),
    )
