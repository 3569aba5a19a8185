"""What is asked of the map: whose seats, how far, at what price. Read from an address, checked, canonical."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.programs.topics import TOPICS

AGES: Final[dict[str, tuple[int, int, str]]] = {
    "10-14": (10, 14, "age_10_14"),
    "5-9": (5, 9, "age_5_9"),
    "15-17": (15, 17, "age_15_17"),
    "5-17": (5, 17, "all"),
}
"""By what the address calls them: first and last year, and the group of young people they are."""

AGE_CHOICES: Final = {
    "5-9": gettext_lazy("ages 5–9"),
    "10-14": gettext_lazy("ages 10–14"),
    "15-17": gettext_lazy("ages 15–17"),
    "5-17": gettext_lazy("ages 5–17"),
}
TRAVEL_CHOICES: Final = {
    "bus": gettext_lazy("by bus or on foot"),
    "walk": gettext_lazy("on foot"),
    "car": gettext_lazy("by car"),
    "mix": gettext_lazy("with or without a car"),
}
MINUTES_CHOICES: Final = {
    "30": gettext_lazy("seats within 30 min"),
    "15": gettext_lazy("seats within 15 min"),
    "45": gettext_lazy("seats within 45 min"),
    "60": gettext_lazy("seats within 60 min"),
}
PRICE_CHOICES: Final = {
    "any": gettext_lazy("at any price"),
    "free": gettext_lazy("that cost nothing"),
    "50": gettext_lazy("up to $50"),
    "150": gettext_lazy("up to $150"),
}
SCHEDULE_CHOICES: Final = {
    "any": gettext_lazy("at any time"),
    "after_school": gettext_lazy("after school"),
    "weekend": gettext_lazy("on weekends"),
    "summer": gettext_lazy("in summer"),
}
PERIOD_CHOICES: Final = {
    "open": gettext_lazy("that have not ended"),
    "all": gettext_lazy("of all times"),
}
ONLINE_CHOICES: Final = {
    "no": gettext_lazy("in person"),
    "yes": gettext_lazy("in person or online"),
}
SEATS_CHOICES: Final = {
    "typical": gettext_lazy("as many as usual"),
    "known": gettext_lazy("not counted"),
}
ANY_TOPIC, STEM = "any", "stem"
YEAR: Final = re.compile(r"20\d\d")


def topic_choices() -> dict[str, Any]:
    """What programs can be asked for, by code."""
    first = {STEM: gettext_lazy("all STEM"), ANY_TOPIC: gettext_lazy("anything")}
    return first | TOPICS


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to the map; two that mean the same are equal.

    ages: a key of AGES. travel: of TRAVEL_CHOICES. minutes: the limit, inclusive. price: "any", "free", or
    dollars at most. topic: "stem", "any", or a topic's code. schedule: of SCHEDULE_CHOICES. period: "open"
    (not yet ended), "all", or a calendar year. online: whether seats online count. seats: what stands for a
    number of seats that isn't known, "typical" (the median of those known) or "known" (left out).
    """

    ages: str = "10-14"
    travel: str = "bus"
    minutes: int = 30
    price: str = "any"
    topic: str = STEM
    schedule: str = "any"
    period: str = "open"
    online: bool = False
    seats: str = "typical"

    @property
    def age_min(self) -> int:
        """The first year that counts."""
        return AGES[self.ages][0]

    @property
    def age_max(self) -> int:
        """The last year that counts."""
        return AGES[self.ages][1]

    @property
    def group(self) -> str:
        """The group of young people that is asked about."""
        return AGES[self.ages][2]

    @property
    def highest_price(self) -> float | None:
        """Dollars at most; None where the price doesn't matter."""
        return None if self.price == "any" else 0.0 if self.price == "free" else float(self.price)

    def as_parameters(self) -> dict[str, Any]:
        """Return the question as evidence keeps it."""
        return dataclasses.asdict(self)

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> Question:
        """Return the question that evidence was asked."""
        return cls(**{each.name: parameters[each.name] for each in dataclasses.fields(cls)})

    def values(self) -> dict[str, str]:
        """Return every part as an address writes it."""
        return {name: _written(value) for name, value in self.as_parameters().items()}

    def query(self, **more: Any) -> str:
        """Return "?…" with what differs from the usual question, changed or added to by `more`.

        A changed value is written as an address has it: `query(travel="car", minutes=45)`.
        """
        names = {each.name for each in dataclasses.fields(self)}
        changed = replace(self, **{name: more.pop(name) for name in names & set(more)})
        usual = Question().values()
        values = {name: value for name, value in changed.values().items() if value != usual[name]}
        values |= {name: str(value) for name, value in more.items() if value not in ("", None)}
        return f"?{urlencode(values)}" if values else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was read; `mistakes` says by part what was wrong: the usual value was taken."""

    question: Question
    mistakes: Mapping[str, str]


def read(query: Mapping[str, Any]) -> Asked:
    """Read a question from an address or a form; what can't be read is named, never raised."""
    mistakes: dict[str, str] = {}
    chosen = {
        name: _one_of(name, query, choices, mistakes)
        for name, choices in (
            ("ages", AGE_CHOICES),
            ("travel", TRAVEL_CHOICES),
            ("minutes", MINUTES_CHOICES),
            ("price", PRICE_CHOICES),
            ("topic", topic_choices()),
            ("schedule", SCHEDULE_CHOICES),
            ("online", ONLINE_CHOICES),
            ("seats", SEATS_CHOICES),
        )
    }
    question = Question(
        ages=chosen["ages"],
        travel=chosen["travel"],
        minutes=int(chosen["minutes"]),
        price=chosen["price"],
        topic=chosen["topic"],
        schedule=chosen["schedule"],
        period=_period(query, mistakes),
        online=chosen["online"] == "yes",
        seats=chosen["seats"],
    )
    return Asked(question, mistakes)


def period_label(period: str) -> str:
    """Return which sessions a period has, in words."""
    if period in PERIOD_CHOICES:
        return str(PERIOD_CHOICES[period])
    return _("of %(year)s") % {"year": period}


def in_words(question: Question) -> str:
    """Return the question in a phrase: “ages 10–14, by bus or on foot, 30 minutes, that cost nothing”."""
    parts = [
        str(AGE_CHOICES[question.ages]),
        str(TRAVEL_CHOICES[question.travel]),
        _("%(n)d minutes") % {"n": question.minutes},
    ]
    if question.price != "any":
        parts.append(str(PRICE_CHOICES[question.price]))
    if question.topic != STEM:
        parts.append(str(topic_choices()[question.topic]))
    if question.schedule != "any":
        parts.append(str(SCHEDULE_CHOICES[question.schedule]))
    if question.period != "open":
        parts.append(period_label(question.period))
    if question.online:
        parts.append(str(ONLINE_CHOICES["yes"]))
    return ", ".join(parts)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _text(query: Mapping[str, Any], name: str) -> str:
    return str(query.get(name) or "").replace("\x00", "\ufffd").strip()[:60]


def _one_of(name: str, query: Mapping[str, Any], choices: Mapping[str, Any], mistakes: dict[str, str]) -> str:
    usual = Question().values()[name]
    value = _text(query, name)
    if not value or value in choices:
        return value or usual
    mistakes[name] = _("“%(value)s” isn't one of the choices, so this shows %(default)s.") % {
        "value": value[:40],
        "default": choices[usual],
    }
    return usual


def _period(query: Mapping[str, Any], mistakes: dict[str, str]) -> str:
    value = _text(query, "period")
    if not value or value in PERIOD_CHOICES or YEAR.fullmatch(value):
        return value or "open"
    mistakes["period"] = _("“%(value)s” isn't a year, so this shows sessions that have not ended.") % {
        "value": value[:40]
    }
    return "open"
