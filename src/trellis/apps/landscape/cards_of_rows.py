"""Evidence cards of the figures of one occupation, one program, one bottleneck group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trellis.apps.core.ui.evidence_card import EvidenceCard
from trellis.apps.core.ui.figures import dollars, exact, interval
from trellis.apps.landscape.cards import make, openings_method

if TYPE_CHECKING:
    from trellis.apps.landscape.queries import Reading, Row


def occupation_cards(reading: Reading, row: Row) -> dict[str, EvidenceCard]:
    """Return the cards of an occupation's openings, graduates, gap, pay and employment."""
    title = row["title"]
    spread = _between(row["gap_low"], row["gap_high"])
    split = _(
        "Each program's graduates are split over the occupations it leads to, so that nobody counts twice."
    )
    return {
        "openings": make(
            reading,
            value=row["openings"],
            label=_("%(title)s: openings a year") % {"title": title},
            method=openings_method(reading.document),
            step="openings",
            sure=_between(row["openings_low"], row["openings_high"]),
            labor_only=True,
        ),
        "supply_expected": make(
            reading,
            value=row["supply_expected"],
            label=_("%(title)s: graduates a year who head for it") % {"title": title},
            method=split,
            step="graduates",
            sure=_between(row["supply_low"], row["supply_high"]),
        ),
        "gap": make(
            reading,
            value=None if row["gap"] is None else abs(row["gap"]),
            label=_("%(title)s: openings less graduates, a year") % {"title": title},
            method=_("Openings less the graduates expected to head for them."),
            step="gap",
            sure=spread,
        ),
        "median_wage": make(
            reading,
            value=row["median_wage"],
            label=_("%(title)s: median pay a year") % {"title": title},
            method=_("Half of those employed earn less, half more, as the employment survey publishes it."),
            labor_only=True,
            shown=f"{dollars(row['median_wage'])}{'+' if row['wage_capped'] else ''}",
        ),
        "employment": make(
            reading,
            value=row["employment"],
            label=_("%(title)s: people employed") % {"title": title},
            method=_("As the employment survey publishes it."),
            labor_only=True,
        ),
    }


def program_cards(reading: Reading, row: Row) -> dict[str, EvidenceCard]:
    """Return the cards of a program's graduates, and of those who head for the field and elsewhere."""
    title = str(row["title"]).rstrip(".")
    split = _("Its graduates are split over all the occupations it leads to, in the field or not.")
    return {
        "completers": make(
            reading,
            value=row["completers"],
            label=_("%(title)s: graduates a year") % {"title": title},
            method=_("First majors only, averaged over the years published, at the main campus."),
            step="completers",
        ),
        "expected_in_field": make(
            reading,
            value=row["expected_in_field"],
            label=_("%(title)s: graduates who head for this field") % {"title": title},
            method=split,
            step="graduates",
        ),
        "expected_elsewhere": make(
            reading,
            value=row["expected_elsewhere"],
            label=_("%(title)s: graduates who head for other work") % {"title": title},
            method=split,
            step="graduates",
        ),
    }


def group_card(reading: Reading, group: dict[str, Any]) -> EvidenceCard:
    """Return the card of a bottleneck group's shortfall."""
    return make(
        reading,
        value=group["short"],
        label=_("Openings a year in this group that no choice of any graduate could fill"),
        method=_(
            "The group's openings less all graduates who could go there: the minimum cut of a best-case flow."
        ),
        step="bottlenecks",
        sure=_("Openings %(openings)s, graduates %(graduates)s: every program counts whole.")
        % {"openings": exact(group["openings"]), "graduates": exact(group["completers"])},
    )


def _between(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return _("How far it could be off isn't published.")
    return _("Between %(ends)s.") % {"ends": interval(low, high, "exact")}
