"""What entries say, in words: prices, seats, places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from trellis.apps.core.ui.figures import exact, not_known
from trellis.apps.programs import grades

if TYPE_CHECKING:
    from trellis.apps.programs.models import Session, Site

# Languages of families here that the framework has no name for.
_MORE_LANGUAGES: Final = {
    "am": gettext_lazy("Amharic"),
    "chr": gettext_lazy("Cherokee"),
    "hmn": gettext_lazy("Hmong"),
    "ht": gettext_lazy("Haitian Creole"),
    "mh": gettext_lazy("Marshallese"),
    "mus": gettext_lazy("Muscogee"),
    "my": gettext_lazy("Burmese"),
    "nv": gettext_lazy("Navajo"),
    "so": gettext_lazy("Somali"),
    "tl": gettext_lazy("Tagalog"),
    "zh": gettext_lazy("Chinese"),
    "ase": gettext_lazy("American Sign Language"),
}
LANGUAGES: Final = (
    "en", "es", "ar", "my", "chr", "zh", "fr", "ht", "hmn", "ko", "mh", "mus", "nv", "pt", "ru", "so",
    "tl", "vi", "ase",
)  # fmt: skip
"""The languages that a form offers; an entry may have others."""

ACCESSIBILITY: Final[dict[str, str | Promise]] = {
    "wheelchair": gettext_lazy("Step-free entrance"),
    "restroom": gettext_lazy("Accessible restroom"),
    "parking": gettext_lazy("Accessible parking"),
    "elevator": gettext_lazy("Elevator"),
    "hearing_loop": gettext_lazy("Hearing loop"),
    "sign_language": gettext_lazy("Sign language on request"),
    "quiet_space": gettext_lazy("Quiet room"),
}
"""What a form offers as a site's accessibility; an entry may have other words."""


def language(code: str) -> str:
    """What a language is called; a code that nobody knows stays as it came."""
    if code in _MORE_LANGUAGES:
        return str(_MORE_LANGUAGES[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def language_terms() -> list[tuple[str, str | Promise]]:
    """The languages that a form offers, the two most spoken first."""
    return [(code, language(code)) for code in LANGUAGES]


def accessibility_terms() -> list[tuple[str, str | Promise]]:
    """The terms of accessibility that a form offers."""
    return list(ACCESSIBILITY.items())


def accessibility(term: str) -> str:
    """What a term of accessibility says; words that aren't ours stay as they came."""
    return str(ACCESSIBILITY.get(term, term))


def dollars(amount: Decimal) -> str:
    """An amount with cents only where there are any: "$25", "$12.50"."""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"${number_format(amount, decimal_pos=places, force_grouping=True)}"


def price(session: Session) -> str:
    """What a session costs: "free", "$25 a week", "not known"."""
    if session.price is None:
        return not_known()
    if session.price == 0:
        return _("free")
    amount = dollars(Decimal(session.price))
    if session.price_per == session.PricePer.PROGRAM:
        return amount
    return f"{amount} {session.get_price_per_display()}"


def price_range(sessions: Iterable[Session]) -> str:
    """What a program's sessions cost: "free", "free to $40", "$10 to $40"; periods are left to its page."""
    prices = [Decimal(session.price) for session in sessions if session.price is not None]
    if not prices:
        return not_known()
    ends = [_("free") if end == 0 else dollars(end) for end in (min(prices), max(prices))]
    return ends[0] if ends[0] == ends[1] else _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}


def for_whom(session: Session) -> str:
    """Whom a session takes: "ages 10 to 14, grades 5 to 8"; "" where nothing is stated."""
    parts = (
        grades.ages_in_words(session.age_min, session.age_max),
        grades.grades_in_words(session.grade_min, session.grade_max),
    )
    return ", ".join(part for part in parts if part)


def age_range(sessions: Iterable[Session]) -> tuple[int | None, int | None] | None:
    """The ages that sessions take together, from grades where no ages are stated; None where none are."""
    ranges = [
        (session.age_min, session.age_max)
        if session.age_min is not None or session.age_max is not None
        else grades.ages_of_grades(session.grade_min, session.grade_max)
        for session in sessions
    ]
    stated = [ends for ends in ranges if ends != (None, None)]
    if not stated:
        return None
    lows = [low for low, _high in stated if low is not None]
    highs = [high for _low, high in stated if high is not None]
    return (
        min(lows) if len(lows) == len(stated) else None,
        max(highs) if len(highs) == len(stated) else None,
    )


def ages_of(sessions: Iterable[Session]) -> str:
    """The ages that a program's sessions take together: "ages 10 to 14"."""
    ends = age_range(sessions)
    return grades.ages_in_words(*ends) or _("all ages") if ends else not_known()


def ages_in_short(sessions: Iterable[Session]) -> str:
    """The same for a narrow column: "10–14", "10+", "0–5"."""
    ends = age_range(sessions)
    if ends is None:
        return not_known()
    low, high = ends
    if high is None:
        return f"{low or 0}+"
    return str(high) if low == high else f"{low or 0}\N{WORD JOINER}\N{EN DASH}\N{WORD JOINER}{high}"


def seats_of(sessions: Iterable[Session]) -> int | None:
    """The seats of a program's sessions together, as far as they are known; None where none are."""
    known = [session.seats for session in sessions if session.seats is not None]
    return sum(known) if known else None


def seats(session: Session) -> str:
    """How many can take part, and how many places are left."""
    if session.seats is None and session.seats_open is None:
        return not_known()
    if session.seats is None:
        return _("%(open)s left") % {"open": exact(session.seats_open)}
    if session.seats_open is None:
        return exact(session.seats)
    if session.seats_open == 0:
        return _("%(seats)s, all taken") % {"seats": exact(session.seats)}
    return _("%(seats)s, %(open)s left") % {
        "seats": exact(session.seats),
        "open": exact(session.seats_open),
    }


def place(site: Site) -> str:
    """A site in one line: its name and where it is."""
    return ", ".join(part for part in (site.name or site.address, site.city) if part)


def address(site: Site) -> str:
    """A site's postal address in one line."""
    town = " ".join(part for part in (site.state, site.zip_code) if part)
    return ", ".join(part for part in (site.address, site.city, town) if part)


def where(sessions: Sequence[Session]) -> str:
    """Where a program happens: the one place, or how many; "online"; "not known"."""
    places = {session.site_id: place(session.site) for session in sessions if session.site is not None}
    if len(places) == 1:
        return next(iter(places.values()))
    if places:
        count = len(places)
        return ngettext("%(count)d place", "%(count)d places", count) % {"count": count}
    online = any(session.mode == session.Mode.ONLINE for session in sessions)
    return _("online") if online else not_known()


def towns(sessions: Iterable[Session]) -> str:
    """In which towns a program happens: "Tulsa", "3 towns"; "online"; "not known"."""
    held = list(sessions)
    found = sorted({session.site.city for session in held if session.site is not None} - {""})
    if len(found) > 2:
        return _("%(count)d towns") % {"count": len(found)}
    return ", ".join(found) or where(held)


def answer(value: bool | None) -> str:
    """Yes, no, or not known."""
    if value is None:
        return not_known()
    return _("yes") if value else _("no")
