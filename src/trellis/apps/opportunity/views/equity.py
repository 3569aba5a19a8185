"""Whether all groups have the same, how unequal access is, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.opportunity import answers, charts, tables
from trellis.apps.opportunity.views.page import Shown, frame, opportunity_page

if TYPE_CHECKING:
    from trellis.apps.opportunity.reading import Row

EVEN = 0.02
"""Up to this concentration index poorer and richer places are said to have about the same."""


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def equity(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show each group beside the region, and how unequal access is over all young people."""
    reading = shown.reading
    context = {
        **frame(request, shown, "equity"),
        "answer": answers.equity(reading),
        "left_out_chart": charts.groups(reading),
        "access_chart": charts.equity(reading),
        "table": tables.groups(reading),
        "indices": indices(reading.document["inequality"]),
    }
    return render(request, "opportunity/equity.html", context)


def indices(found: Row) -> list[tuple[str, str, str]]:
    """Return (name, value, what it says) of each index that could be computed."""
    said = []
    if found["least_half_share"] is not None:
        said.append(
            (
                _("Shares"),
                percent(found["least_half_share"]),
                _(
                    "of all access is with the half of young people who have least; the tenth who "
                    "have most have %(most)s."
                )
                % {"most": percent(found["most_tenth_share"])},
            )
        )
    if found["gini"] is not None:
        said.append(
            (
                _("Gini index"),
                exact(found["gini"], 2),
                _("0 if all young people had the same, 1 if one had it all."),
            )
        )
    if found["theil"]:
        between = found["theil_between"] / found["theil"]
        said.append(
            (
                _("Theil index"),
                exact(found["theil"], 2),
                _(
                    "0 if all had the same. %(share)s of it lies between groups by race and "
                    "ethnicity, the rest within them."
                )
                % {"share": percent(between)},
            )
        )
    if found["concentration"] is not None:
        said.append(
            (
                _("Concentration index"),
                exact(found["concentration"], 2),
                _concentration(found["concentration"]),
            )
        )
    return said


def _concentration(value: float) -> str:
    if abs(value) <= EVEN:
        return _("Neighborhoods with much and with little poverty have about the same.")
    if value > 0:
        return _("Above 0: neighborhoods with more poverty have more seats in reach.")
    return _("Below 0: neighborhoods with more poverty have fewer seats in reach.")
