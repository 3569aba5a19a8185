"""What the directory's pages say first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import about, exact
from trellis.apps.programs import freshness, queries, tables, wording

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.programs.models import Program, Session
    from trellis.apps.programs.queries import Overview


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that the map needs and entries lack: in words, and where those entries are listed."""

    text: str
    url: str


def directory(found: Overview) -> list[str]:
    """How much the directory holds, and how far it can be relied on."""
    if not found.programs:
        return [_("The directory lists no program yet.")]
    programs = ngettext("%(count)s program", "%(count)s programs", found.programs)
    organizations = ngettext("%(count)s organization", "%(count)s organizations", found.organizations)
    sites = ngettext("%(count)s site", "%(count)s sites", found.sites)
    first = _("The directory lists %(programs)s of %(organizations)s at %(sites)s.") % {
        "programs": programs % {"count": exact(found.programs)},
        "organizations": organizations % {"count": exact(found.organizations)},
        "sites": sites % {"count": exact(found.sites)},
    }
    return [first, _seats(found), _age(found)]


def _seats(found: Overview) -> str:
    if found.seats is None:
        return _("How many seats they have is not known.")
    if found.sessions_with_seats == found.sessions:
        return _("They have %(seats)s seats.") % {"seats": about(found.seats)}
    return _("They have %(seats)s seats in the %(known)s of %(sessions)s sessions that say how many.") % {
        "seats": about(found.seats),
        "known": exact(found.sessions_with_seats),
        "sessions": exact(found.sessions),
    }


def _age(found: Overview) -> str:
    if not found.old and not found.too_old:
        return _("None of them is old.")
    old = ngettext("%(count)s entry is old", "%(count)s entries are old", found.old)
    hidden = ngettext(
        "%(count)s is too old for the public", "%(count)s are too old for the public", found.too_old
    )
    parts = [
        words % {"count": exact(count)}
        for words, count in ((old, found.old), (hidden, found.too_old))
        if count
    ]
    return (_("%(first)s, and %(second)s.") if len(parts) == 2 else "%(first)s.") % dict(
        zip(("first", "second"), parts, strict=False)
    )


def lacks(alliance: Alliance, found: Overview) -> list[Lack]:
    """What the map needs and entries lack, each with the way to those entries."""
    said = (
        (
            found.without_position,
            queries.WITHOUT_POSITION,
            ngettext(
                "%(count)s program happens at a place without a position: the map can't count it.",
                "%(count)s programs happen at places without a position: the map can't count them.",
                found.without_position,
            ),
        ),
        (
            found.without_ages,
            queries.WITHOUT_AGES,
            ngettext(
                "%(count)s program says neither ages nor grades: the map takes it to be for all.",
                "%(count)s programs say neither ages nor grades: the map takes them to be for all.",
                found.without_ages,
            ),
        ),
        (
            found.without_seats,
            queries.WITHOUT_SEATS,
            ngettext(
                "%(count)s program doesn't say how many seats it has.",
                "%(count)s programs don't say how many seats they have.",
                found.without_seats,
            ),
        ),
    )
    return [
        Lack(
            words % {"count": exact(count)}, tables.filtered_url(alliance, "map", tables.lacking_label(what))
        )
        for count, what, words in said
        if count
    ]


def program(found: Program, sessions: Sequence[Session]) -> list[str]:
    """Who offers a program, to whom, for how much; and how old that is."""
    facts = [
        part
        for part in (
            wording.ages_of(sessions) if any(wording.for_whom(each) for each in sessions) else "",
            wording.price_range(sessions) if any(each.price is not None for each in sessions) else "",
        )
        if part
    ]
    seats = wording.seats_of(sessions)
    if seats is not None:
        facts.append(ngettext("%(count)s seat", "%(count)s seats", seats) % {"count": exact(seats)})
    first = _("Offered by %(organization)s") % {"organization": found.organization.name}
    return [f"{first}: {', '.join(facts)}." if facts else f"{first}.", confirmed(found)]


def confirmed(found: Program) -> str:
    """When a program's entry was last confirmed."""
    day = date_format(freshness.confirmed_on(found))
    if found.verified_on is None:
        return _("Entered on %(day)s; nobody has confirmed it since.") % {"day": day}
    return _("Last confirmed on %(day)s.") % {"day": day}


def mine(programs: Sequence[Program], limits: freshness.Limits, today: date) -> str:
    """How many of somebody's programs want to be confirmed."""
    if not programs:
        return _("You have no program here yet. Add the first one: it takes about three minutes.")
    waiting = sum(is_waiting(each, limits, today) for each in programs)
    if not waiting:
        return _("All your programs are up to date. Thank you.")
    return ngettext(
        "%(count)s of your programs waits for you: is it still true?",
        "%(count)s of your programs wait for you: are they still true?",
        waiting,
    ) % {"count": exact(waiting)}


def is_waiting(program: Program, limits: freshness.Limits, today: date) -> bool:
    """Whether a listed program wants to be confirmed."""
    is_listed = program.status == program.Status.ACTIVE
    return is_listed and limits.is_due(freshness.confirmed_on(program), today)
