"""What to know before quoting an answer: what was assumed, what was left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import about, exact
from trellis.apps.opportunity.question import TRAVEL_CHOICES

if TYPE_CHECKING:
    from trellis.apps.opportunity.question import Question
    from trellis.apps.opportunity.reading import Reading


def notes(reading: Reading) -> list[str]:
    """Return what to know about an answer, in sentences."""
    return [
        *illustrative(reading.place_set.is_illustrative),
        *assumptions(reading.document, reading.question),
        *left_out(reading.document["supply"]["left_out"]),
        *_places(reading.document),
        *mismatches(reading.place_set.mismatches),
    ]


def illustrative(is_illustrative: bool) -> list[str]:
    """Say that the young people of a demonstration are made up."""
    if not is_illustrative:
        return []
    return [
        _("The young people shown here are illustrative: drawn from a fixed seed, not published or counted.")
    ]


def assumptions(document: dict[str, Any], question: Question) -> list[str]:
    """Return what was assumed: how far one gets, how seats are shared, how many where nobody says."""
    supply = document["supply"]
    said = [
        _(
            "Minutes are estimated from the distance, %(travel)s: walking 4.8, by bus 15 and by car "
            "40 kilometers "
            "an hour, roads 1.3 times as long as the straight line. A session that provides a ride "
            "is reached at "
            "the speed of a car."
        )
        % {"travel": TRAVEL_CHOICES[question.travel]},
        _(
            "The seats of a session for several ages are shared evenly over these ages, and a "
            "site's seats among "
            "all who can reach it; the nearer count more."
        ),
    ]
    if supply["assumed"]:
        said.append(
            ngettext(
                "%(n)s session doesn't say how many seats it has; %(seats)s are assumed, as is "
                "usual for the others.",
                "%(n)s sessions don't say how many seats they have; %(seats)s are assumed for each, "
                "as is usual "
                "for the others.",
                supply["assumed"],
            )
            % {"n": exact(supply["assumed"]), "seats": about(supply["typical_seats"])}
        )
    if supply["online_seats"]:
        said.append(
            _("%(n)s seats online are shared among all young people of the region alike.")
            % {"n": about(supply["online_seats"])}
        )
    return said


def left_out(counts: dict[str, int]) -> list[str]:
    """Return how many sessions don't count, by why; those that nobody would expect to come first."""
    said = []
    for reason in ("no_position", "price_unknown", "seats_unknown", "full", "online"):
        count = counts.get(reason, 0)
        if count:
            said.append(_reason(reason, count) % {"n": exact(count)})
    return said


def _reason(reason: str, n: int) -> str:
    return {
        "no_position": ngettext(
            "%(n)s session is left out because it isn't known where it is.",
            "%(n)s sessions are left out because it isn't known where they are.",
            n,
        ),
        "price_unknown": ngettext(
            "%(n)s session is left out because it doesn't say what it costs.",
            "%(n)s sessions are left out because they don't say what they cost.",
            n,
        ),
        "seats_unknown": ngettext(
            "%(n)s session is left out because it doesn't say how many seats it has.",
            "%(n)s sessions are left out because they don't say how many seats they have.",
            n,
        ),
        "full": ngettext(
            "%(n)s session is left out because it is full.",
            "%(n)s sessions are left out because they are full.",
            n,
        ),
        "online": ngettext(
            "%(n)s session is online and isn't counted.",
            "%(n)s sessions are online and aren't counted.",
            n,
        ),
    }[reason]


def _places(document: dict[str, Any]) -> list[str]:
    unknown = document["totals"]["places_unknown"]
    if not unknown:
        return []
    return [
        ngettext(
            "In %(n)s neighborhood the number of young people isn't published; it is gray on the map.",
            "In %(n)s neighborhoods the number of young people isn't published; they are gray on the map.",
            unknown,
        )
        % {"n": exact(unknown)}
    ]


def mismatches(found: dict[str, Any]) -> list[str]:
    """Return what didn't fit between the people, points and outlines of a set, in sentences."""
    return [_mismatch(name, part["count"]) % _counts(part) for name, part in found.items()]


def _counts(part: dict[str, Any]) -> dict[str, str]:
    return {"n": exact(part["count"]), "people": exact(part["people"])}


def _mismatch(name: str, n: int) -> str:
    return {
        "left_out": ngettext(
            "%(n)s neighborhood with %(people)s young people has neither a position nor an outline, "
            "and is left out.",
            "%(n)s neighborhoods with %(people)s young people have neither a position nor an "
            "outline, and are left out.",
            n,
        ),
        "people_without_point": ngettext(
            "%(n)s neighborhood with %(people)s young people has no position of the same vintage; "
            "the middle of its "
            "outline is taken.",
            "%(n)s neighborhoods with %(people)s young people have no position of the same vintage; "
            "the middles of "
            "their outlines are taken.",
            n,
        ),
        "people_without_shape": ngettext(
            "%(n)s neighborhood with %(people)s young people has no outline of the same vintage: it "
            "counts, but isn't "
            "drawn.",
            "%(n)s neighborhoods with %(people)s young people have no outline of the same vintage: "
            "they count, but "
            "aren't drawn.",
            n,
        ),
        "points_without_people": ngettext(
            "%(n)s position has no count of young people and is left out.",
            "%(n)s positions have no count of young people and are left out.",
            n,
        ),
        "drawn_around_middles": ngettext(
            "No outlines were given: %(n)s neighborhood is drawn as all that is nearer to its middle than to "
            "any other.",
            "No outlines were given: each of %(n)s neighborhoods is drawn as all that is nearer to its "
            "middle than to any other.",
            n,
        ),
        "small": ngettext(
            "%(n)s neighborhood has fewer than ten young people; how many isn't kept or shown.",
            "%(n)s neighborhoods have fewer than ten young people; how many isn't kept or shown.",
            n,
        ),
        "shapes_without_people": ngettext(
            "%(n)s outline has no count of young people of the same vintage and is left out.",
            "%(n)s outlines have no count of young people of the same vintage and are left out.",
            n,
        ),
    }[name]
