"""What a family asks, as read from an address; every part may be left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Self
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from trellis.apps.programs import grades, topics

WHEN: Final = ("after_school", "weekend", "evening", "summer")
DISTANCES: Final = (2, 5, 10, 25, 50)
"""Miles, as great circles."""
USUAL_DISTANCE: Final = 10
YOUNGEST, OLDEST = 0, 24
FREE: Final = "free"
SWITCHES: Final = ("transport", "open", "online", "past")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `within` is in miles, None for any distance; `price` in dollars as a program states it.

    `near` is (latitude, longitude). `wrong` says of a part why it could not be read; it is then left open.
    """

    age: int | None = None
    grade: int | None = None
    zip: str = ""
    near: tuple[float, float] | None = None
    within: int | None = USUAL_DISTANCE
    when: str = ""
    starting: date | None = None
    ending: date | None = None
    cost: str = ""
    price: Decimal | None = None
    topic: str = ""
    language: str = ""
    q: str = ""
    site: str = ""
    transport: bool = False
    open: bool = False
    online: bool = False
    past: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> Self:
        """Read a query string. What can't be read is named in `wrong`, beside what was understood."""
        wrong: dict[str, str] = {}
        said: dict[str, Any] = {}
        for name, read in _READERS.items():
            text = (query.get(name) or "").strip()
            if not text:
                continue
            try:
                said[name] = read(text)
            except ValueError as error:
                wrong[name] = str(error)
        said |= {name: query.get(name) in ("1", "on", "yes") for name in SWITCHES}
        if "zip" in said:
            said.pop("near", None)
        if said.get("age") is not None:
            said.pop("grade", None)
        return cls(**said, wrong=wrong)

    @property
    def has_place(self) -> bool:
        """Whether it says where the family is."""
        return bool(self.zip or self.near)

    @property
    def limit(self) -> Decimal | None:
        """The most that it may cost; 0 where it has to be free."""
        return Decimal(0) if self.cost == FREE else self.price

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        return self == type(self)()

    def but(self, **changes: Any) -> Self:
        """The same question with some parts changed."""
        return replace(self, **changes)

    def query(self) -> str:
        """The query string that asks this; what is left open is left out."""
        usual = type(self)()
        parts = [
            (each.name, _WRITERS.get(each.name, str)(value))
            for each in fields(self)
            if each.name != "wrong" and (value := getattr(self, each.name)) != getattr(usual, each.name)
        ]
        return urlencode(parts)


def _age(text: str) -> int:
    if not text.isdecimal() or not YOUNGEST <= int(text) <= OLDEST:
        raise ValueError(_("Give the age in whole years, such as 12."))
    return int(text)


def _grade(text: str) -> int:
    found = grades.grade_in(text)
    if found is None:
        raise ValueError(_("Choose a grade from the list."))
    return found


def _zip(text: str) -> str:
    digits = text.split("-")[0].strip()
    if len(digits) != 5 or not (digits.isascii() and digits.isdecimal()):
        raise ValueError(_("A ZIP code has five digits, such as 74106."))
    return digits


def _near(text: str) -> tuple[float, float]:
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        latitude = longitude = float("nan")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(_("Your place could not be read. Type your ZIP code."))
    return latitude, longitude


def _within(text: str) -> int | None:
    if text == "any":
        return None
    if not text.isdecimal() or not 0 < int(text) <= 500:
        raise ValueError(_("Give the distance in whole miles, from 1 to 500."))
    return int(text)


def _when(text: str) -> str:
    if text not in WHEN:
        raise ValueError(_("Choose a time from the list."))
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_("Give the day as year-month-day, such as 2026-06-15.")) from error


def _cost(text: str) -> str:
    if text not in (FREE, "any"):
        raise ValueError(_("Choose a price from the list."))
    return text if text == FREE else ""


def _price(text: str) -> Decimal:
    try:
        found = Decimal(text.removeprefix("$").strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not (found.is_finite() and 0 <= found < 1_000_000):
        raise ValueError(_("Give the price in dollars, such as 50."))
    return found


def _topic(text: str) -> str:
    if text not in topics.TOPICS:
        raise ValueError(_("Choose a topic from the list."))
    return text


def _language(text: str) -> str:
    if not (2 <= len(text) <= 3 and text.isascii() and text.isalpha()):
        raise ValueError(_("Choose a language from the list."))
    return text.lower()


def _words(text: str) -> str:
    return " ".join(text.split())[:100]


def _site(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise ValueError(_("There is no such place.")) from error


_READERS: Final = {
    "age": _age,
    "grade": _grade,
    "zip": _zip,
    "near": _near,
    "within": _within,
    "when": _when,
    "starting": _day,
    "ending": _day,
    "cost": _cost,
    "price": _price,
    "topic": _topic,
    "language": _language,
    "q": _words,
    "site": _site,
}
_WRITERS: Final[dict[str, Any]] = {
    "near": lambda point: f"{point[0]:g},{point[1]:g}",
    "within": lambda miles: "any" if miles is None else str(miles),
    **dict.fromkeys(SWITCHES, lambda _on: "1"),
}
