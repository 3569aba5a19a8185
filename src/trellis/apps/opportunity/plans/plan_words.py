"""What plans and scenarios say, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import about, exact, percent
from trellis.apps.opportunity.answers import seats_for_hundred, share, who
from trellis.apps.opportunity.compute import REGION
from trellis.apps.opportunity.group_words import inside

if TYPE_CHECKING:
    from trellis.apps.opportunity.models import PlaceSet
    from trellis.apps.opportunity.plans.scenario import Scenario
    from trellis.apps.opportunity.question import Question

Document = dict[str, Any]


def region(document: Document) -> dict[str, Any]:
    """Return what a change does to the whole region."""
    found: dict[str, Any] = next(row for row in document["groups"] if row["key"] == REGION)
    return found


def plan_title(document: Document, place_set: PlaceSet) -> str:
    """Return what a plan is called in lists."""
    count = len(document["chosen"])
    template = ngettext("%(n)s new site: %(names)s", "%(n)s new sites: %(names)s", count)
    names = "; ".join(each["name"] for each in document["chosen"][:4])
    return template % {"n": exact(count), "names": names or place_set.name}


def plan_summary(document: Document, question: Question) -> str:
    """Say what a plan would do, and whether another could do more."""
    count = len(document["chosen"])
    if not count:
        return _("No new site at any of these places would bring anybody nearer to a seat.")
    words = {"n": exact(count), "who": who(question)}
    if document["goal"] == "minutes":
        first = ngettext(
            "%(n)s new site would cut the way to the nearest seat from %(before)s to %(after)s "
            "minutes on average.",
            "%(n)s new sites would cut the way to the nearest seat from %(before)s to %(after)s "
            "minutes on average.",
            count,
        ) % {**words, "before": about(document["minutes_before"]), "after": about(document["minutes"])}
    else:
        gained = region(document)["gained"]
        first = ngettext(
            "%(n)s new site would bring a seat within reach of about %(gained)s more %(who)s.",
            "%(n)s new sites would bring a seat within reach of about %(gained)s more %(who)s.",
            count,
        ) % {**words, "gained": about(gained)}
    return f"{first} {bound(document)}"


def bound(document: Document) -> str:
    """Say how far from the best a plan can be, in words."""
    if document["proven"]:
        return _("It is proven that no other choice among these places does better.")
    return _("No other choice among these places does better by more than %(gap)s.") % {
        "gap": percent(document["gap"], 1)
    }


def who_gains(document: Document) -> str:
    """Say which group gains most for its size; "" where none does."""
    everyone = region(document)
    if not everyone["people"] or everyone["gained"] < 1:
        return ""
    rows = [row for row in document["groups"] if row["key"] != REGION and row["people"] > 0]
    if not rows:
        return ""
    most = max(rows, key=lambda row: row["gained"] / row["people"])
    rate, usual = most["gained"] / most["people"], everyone["gained"] / everyone["people"]
    if rate <= usual or share(rate) == share(usual):
        return ""
    return _(
        "Most for their number gain %(group)s: %(rate)s of them newly reach a seat, of all %(usual)s."
    ) % {
        "group": inside(most["key"]),
        "rate": share(rate),
        "usual": share(usual),
    }


def outcome_summary(document: Document, question: Question) -> str:
    """Say what a scenario would do to the region."""
    row = region(document)
    if not document["places"]["id"]:
        return _("Nothing would change: the sessions changed are counted alike before and after.")
    words = {
        "who": who(question),
        "before": share(row["none_before"]),
        "after": share(row["none"]),
        "seats_before": seats_for_hundred(row["access_before"]),
        "seats": seats_for_hundred(row["access"]),
    }
    if abs(row["gained"]) >= 1:
        return (
            _(
                "The share of %(who)s who reach no seat would go from %(before)s to %(after)s, and "
                "seats for each "
                "100 of them from %(seats_before)s to %(seats)s."
            )
            % words
        )
    return (
        _(
            "As many %(who)s as before would reach no seat (%(after)s); seats for each 100 would go from "
            "%(seats_before)s to %(seats)s."
        )
        % words
    )


def change(wanted: Scenario) -> str:
    """Return what a scenario changes, in a phrase."""
    parts = []
    if wanted.changes_programs:
        parts.append(
            ngettext("%(n)s program", "%(n)s programs", len(wanted.programs))
            % {"n": exact(len(wanted.programs))}
        )
        if wanted.free:
            parts.append(_("free"))
        if wanted.ride:
            parts.append(_("with a ride"))
        if wanted.saturday:
            parts.append(_("on Saturdays"))
        if wanted.seats_more:
            parts.append(
                ngettext("%(n)s seat more", "%(n)s seats more", wanted.seats_more)
                % {"n": exact(wanted.seats_more)}
            )
    if wanted.points:
        parts.append(
            ngettext("%(n)s new site", "%(n)s new sites", len(wanted.points))
            % {"n": exact(len(wanted.points))}
        )
    return ", ".join(parts)
