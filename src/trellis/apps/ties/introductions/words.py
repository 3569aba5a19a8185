"""The reasons for an introduction, as a person would say them; how each stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from trellis.apps.core.ui.sentences import joined
from trellis.apps.partners import codes, sectors
from trellis.apps.partners.visibility import Audience, seen_by
from trellis.apps.partners.vocabulary import Resource

if TYPE_CHECKING:
    from trellis.apps.partners.models import Partner
    from trellis.apps.ties.models import Introduction

Reason = dict[str, Any]
MOST_NAMED: Final = 4
ORDER: Final = (
    "need_met",
    "shared_focus",
    "sector_gap",
    "shared_places",
    "shared_ages",
    "first_partner",
)
"""What speaks for meeting comes first; what the network gains (`FREED`) last, in one sentence for both."""

FREED: Final = "constraint_fall"

FOR_BOTH: Final = ("need_met", "shared_focus", "sector_gap", "shared_places", "shared_ages")
"""What a mail to both says; how somebody stands in the network is nobody else's business."""


def reasons(row: Introduction, audience: Audience = Audience.STAFF) -> list[str]:
    """Why the two should meet, as far as `audience` may know what their profiles say."""
    kept = (
        row.reasons
        if audience is Audience.STAFF
        else [
            reason
            for reason in row.reasons
            if reason["code"] in FOR_BOTH and _may_know(row, reason, audience)
        ]
    )
    plain = [reason for reason in kept if reason["code"] in ORDER]
    said = [_SAID[reason["code"]](row, reason) for reason in sorted(plain, key=_rank)]
    freed = [reason for reason in kept if reason["code"] == FREED]
    return [*said, _freed(row, freed)] if freed else said


def through(row: Introduction, names: dict[int, str]) -> str:
    """Who could make the introduction; "" where nobody knows both."""
    known = [names[number] for number in row.through if number in names]
    if not known:
        return ""
    if len(known) == 1:
        return _("%(name)s works with both and could bring them together.") % {"name": known[0]}
    return _("%(names)s work with both and could bring them together.") % {"names": joined(known)}


def _rank(reason: Reason) -> int:
    return ORDER.index(reason["code"])


def _may_know(row: Introduction, reason: Reason, audience: Audience) -> bool:
    field = {"shared_focus": "focus", "shared_ages": "focus", "shared_places": "served"}.get(reason["code"])
    if field:
        return all(seen_by(partner, field, audience) for partner in (row.one, row.other))
    if reason["code"] == "need_met":
        needy, giver = _sides(row, reason)
        given = seen_by(giver, "offers", audience) and seen_by(giver, "brings", audience)
        return given and seen_by(needy, "needs", audience)
    return True


def _sides(row: Introduction, reason: Reason) -> tuple[Partner, Partner]:
    return (row.one, row.other) if reason["partner"] == row.one_id else (row.other, row.one)


def _gap(row: Introduction, reason: Reason) -> str:
    one, other = (str(sectors.label(code)) for code in reason["sectors"])
    if one == other:
        return _("Partners of their sector (%(sector)s) hardly work with each other here.") % {"sector": one}
    return _("Their sectors hardly meet here: %(one)s and %(other)s.") % {"one": one, "other": other}


def _focus(row: Introduction, reason: Reason) -> str:
    topics = [codes.field_label(code).lower() for code in reason["items"]]
    return _("Both work on %(topics)s.") % {"topics": _row_of(topics)}


def _places(row: Introduction, reason: Reason) -> str:
    return _("Both serve %(places)s.") % {
        "places": joined(codes.county_names(reason["items"]), most=MOST_NAMED)
    }


def _ages(row: Introduction, reason: Reason) -> str:
    return _("Both work for: %(ages)s.") % {
        "ages": joined(codes.grade_labels(reason["items"]), most=MOST_NAMED)
    }


def _need(row: Introduction, reason: Reason) -> str:
    needy, giver = _sides(row, reason)
    things = [str(Resource(code).label).lower() for code in reason["items"]]
    return _("%(needy)s looks for %(things)s, and %(giver)s has that to give.") % {
        "needy": needy,
        "giver": giver,
        "things": joined(things, most=MOST_NAMED),
    }


def _first(row: Introduction, reason: Reason) -> str:
    partner, _other = _sides(row, reason)
    return _("%(name)s works with nobody here yet; this would be its first partner.") % {"name": partner}


def _freed(row: Introduction, found: list[Reason]) -> str:
    if len(found) > 1:
        return _("Each would gain a way to people that it doesn't reach now.")
    partner, _other = _sides(row, found[0])
    return _("%(name)s would gain a way to people that it doesn't reach now.") % {"name": partner}


def _row_of(items: list[str]) -> str:
    """Things in a row; those that are themselves “this and that” are set apart by semicolons."""
    if len(items) > 1 and any(" " in item for item in items):
        return "; ".join(items[:MOST_NAMED])
    return joined(items, most=MOST_NAMED)


_SAID: Final[dict[str, Callable[[Introduction, Reason], str]]] = {
    "sector_gap": _gap,
    "shared_focus": _focus,
    "shared_places": _places,
    "shared_ages": _ages,
    "need_met": _need,
    "first_partner": _first,
}
