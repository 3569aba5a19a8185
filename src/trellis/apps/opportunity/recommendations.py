"""What to do about the deserts, in words, and where each recommendation stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.apps.core.ui.figures import about, exact
from trellis.apps.findings import queries as findings
from trellis.apps.opportunity.answers import seats_for_hundred, who
from trellis.apps.opportunity.services.places import subject_of

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.findings.queries import Answer
    from trellis.apps.opportunity.links import Links
    from trellis.apps.opportunity.reading import Reading, Row

KINDS = {
    "open_site": gettext_lazy("New site"),
    "bus": gettext_lazy("A ride"),
    "make_free": gettext_lazy("Free places"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A recommendation as a page shows it, with what was said about it."""

    row: Row
    headline: str
    why: tuple[str, ...]
    place_url: str
    answer: Answer | None

    @property
    def id(self) -> str:
        """The id of its element."""
        return "step-" + "".join(ch if ch.isalnum() else "-" for ch in self.row["key"])

    @property
    def kind(self) -> str:
        """What kind of step it is, in words."""
        return str(KINDS[self.row["kind"]])

    @property
    def stands(self) -> str:
        """“accepted”, “dismissed”, or “open”."""
        return self.answer.stands if self.answer else "open"


def steps(alliance: Alliance, reading: Reading, links: Links) -> list[Step]:
    """Return what would help, those that help most first, with the stands taken: two queries."""
    rows = reading.document["steps"]
    answered = findings.decisions_for(
        alliance, subject=subject_of(reading.place_set), keys=[key_of(reading, row) for row in rows]
    )
    return [
        Step(
            row,
            headline(reading, row),
            tuple(why(reading, row)),
            links.place(row["place"]),
            answered.get(key_of(reading, row)),
        )
        for row in rows
    ]


def key_of(reading: Reading, row: Row) -> str:
    """Return the stable name of a recommendation: the ages, the kind of step and the place."""
    return f"{reading.question.ages}:{row['key']}"


def headline(reading: Reading, row: Row) -> str:
    """Say what to do, and where."""
    template = {
        "open_site": _("Open a site near %(place)s"),
        "bus": _("Bring young people from %(place)s to the seats there are"),
        "make_free": _("Make seats free for young people of %(place)s"),
    }[row["kind"]]
    return template % {"place": place_name(reading, row)}


def place_name(reading: Reading, row: Row) -> str:
    """Return a group of neighborhoods by its most populous one."""
    name = str(reading.table.names[reading.row_of[row["place"]]])
    others = len(row["places"]) - 1
    if not others:
        return name
    template = ngettext(
        "%(name)s and %(n)s neighborhood beside it", "%(name)s and %(n)s neighborhoods beside it", others
    )
    return template % {"name": name, "n": exact(others)}


def finding(reading: Reading, row: Row) -> str:
    """State the gap that a step answers."""
    return _(
        "About %(people)s %(who)s near %(place)s have %(seats)s seats in reach for each 100 of them."
    ) % {
        "people": about(row["people"]),
        "who": who(reading.question),
        "place": place_name(reading, row),
        "seats": seats_for_hundred(row["access"]),
    }


def why(reading: Reading, row: Row) -> list[str]:
    """Return the reasons for a step, in sentences."""
    words = {"people": about(row["people"]), "who": who(reading.question), "helped": about(row["helped"])}
    region = seats_for_hundred(reading.totals["access"])
    if row["access"] > 0:
        first = _("About %(people)s %(who)s live there, with %(seats)s seats in reach for each 100 of them.")
        said = [first % {**words, "seats": seats_for_hundred(row["access"])}]
    else:
        said = [_("About %(people)s %(who)s live there, and no seat is within their reach.") % words]
    said.append(_("The region has %(region)s seats for each 100.") % {"region": region})
    if row["kind"] == "bus":
        said.append(
            _("About %(helped)s of those who reach nothing now would, if they were driven there.") % words
        )
    elif row["kind"] == "make_free":
        said.append(
            _("About %(helped)s of those who reach nothing now would, if all seats were free.") % words
        )
    else:
        said.append(
            _("The seats there are lie too far away, or are too few, for anything less than a new site.")
        )
    return said


def content(reading: Reading, row: Row) -> dict[str, Any]:
    """Return a recommendation as the thread keeps it."""
    return {
        **row,
        "key": key_of(reading, row),
        "headline": headline(reading, row),
        "why": why(reading, row),
    }
