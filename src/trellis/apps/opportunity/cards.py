"""Evidence cards of the map's figures: where each comes from, how it was made, how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trellis.apps.core.ui.evidence_card import CardSource, EvidenceCard
from trellis.apps.core.ui.figures import interval
from trellis.apps.opportunity import notes
from trellis.apps.opportunity.answers import HUNDRED, seats_for_hundred, share
from trellis.apps.opportunity.question import in_words

if TYPE_CHECKING:
    from trellis.apps.opportunity.reading import Reading


def cards(reading: Reading) -> dict[str, EvidenceCard]:
    """Return the cards of the map's figures: "share" who are left out, and "seats" for each hundred."""
    totals, region = reading.totals, reading.groups["region"]
    return {
        "share": make(
            reading,
            value=share(totals["left_out_share"]),
            label=_("Young people who reach no seat"),
            method=_("Every neighborhood from whose middle no site with a seat lies within the limit."),
            sure=_sure(interval(region["none_low"], region["none_high"], "percent")),
        ),
        "seats": make(
            reading,
            value=seats_for_hundred(totals["access"]),
            label=_("Seats in reach for each 100 young people"),
            method=_(
                "A floating catchment: a site's seats are shared among all who can reach it, the "
                "nearer counting "
                "more; what a neighborhood gets of each site adds up."
            ),
            sure=_sure(interval(_hundred(region["access_low"]), _hundred(region["access_high"]), "exact")),
        ),
    }


def make(reading: Reading, *, value: str, label: str, method: str, sure: str = "") -> EvidenceCard:
    """Return the card of any figure of this answer."""
    evidence = reading.evidence
    return EvidenceCard(
        value=value,
        label=f"{label}, {in_words(reading.question)}",
        sources=tuple(
            CardSource(
                publisher=str(row.get("publisher", "")),
                title=str(row.get("title", "")),
                vintage=str(row.get("vintage", "")),
                url=str(row.get("url") or ""),
                licence=str(row.get("licence") or ""),
            )
            for row in evidence.inputs
        ),
        method=method,
        sure=sure,
        computed_at=evidence.computed_at,
        version=f"{evidence.method} {evidence.method_version}",
        left_out=tuple(notes.notes(reading)),
        url=reading.evidence_url,
    )


def _hundred(value: float | None) -> float | None:
    return None if value is None else value * HUNDRED


def _sure(ends: str) -> str:
    return _("%(ends)s (90 %% interval): how many young people live where comes from a survey.") % {
        "ends": ends
    }
