"""The finder's form: the sentence with its gaps, and the choices behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.programs import grades, topics, wording
from trellis.apps.programs.exchange.flat import text
from trellis.apps.programs.finder.index import Index
from trellis.apps.programs.finder.question import DISTANCES, FREE, OLDEST, Question

WHEN_WORDS: Final = {
    "after_school": gettext_lazy("after school"),
    "weekend": gettext_lazy("on weekends"),
    "evening": gettext_lazy("in the evening"),
    "summer": gettext_lazy("in summer"),
}
SWITCH_WORDS: Final = {
    "open": gettext_lazy("With open seats only"),
    "transport": gettext_lazy("With a ride provided"),
    "online": gettext_lazy("Online programs too"),
    "past": gettext_lazy("Also what is over"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice behind "More choices": its label, its field, and what is wrong with what it holds."""

    name: str
    label: str
    field: SafeString
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Switch:
    """A box to tick."""

    name: str
    label: str
    on: bool


def gaps(question: Question, asked: dict[str, str]) -> dict[str, SafeString]:
    """The gaps of the sentence, by name. `asked` is what was typed, so that a wrong word can be mended."""
    wrong = question.wrong
    near = _("near you") if question.near else ""
    when = [("", _("at any time")), *((key, str(words)) for key, words in WHEN_WORDS.items())]
    cost = [("any", _("at any price")), (FREE, _("for free"))]
    return {
        "age": _input("age", asked.get("age", ""), _("Age of your child"), wrong, kind="number", most=OLDEST),
        "zip": _input("zip", asked.get("zip", ""), _("Your ZIP code"), wrong, length=10, hint=near),
        "when": _select("when", when, question.when, _("When"), wrong),
        "cost": _select("cost", cost, question.cost or "any", _("Price"), wrong),
    }


def choices(question: Question, asked: dict[str, str], index: Index) -> tuple[Choice, ...]:
    """The choices behind the sentence. Topics and languages are those that some program has."""
    wrong = question.wrong
    nothing = [("", _("any"))]
    levels = [(text(n), grades.grade_name(n)) for n in range(-1, 13)]
    within = [*((str(n), _("%(miles)s miles") % {"miles": n}) for n in DISTANCES), ("any", _("any distance"))]
    if question.within is not None and question.within not in DISTANCES:
        within.insert(0, (str(question.within), _("%(miles)s miles") % {"miles": question.within}))
    about = [(code, topics.label(code)) for code in topics.TOPICS if code in index.topics]
    spoken = sorted(((code, wording.language(code)) for code in index.languages), key=lambda each: each[1])
    grade = "" if question.grade is None else text(question.grade)
    distance = "any" if question.within is None else str(question.within)

    def choice(name: str, label: str, field: SafeString) -> Choice:
        return Choice(name, label, field, wrong.get(name, ""))

    return (
        choice("grade", _("Grade, instead of the age"), _select("grade", nothing + levels, grade, "", wrong)),
        choice("within", _("How far away"), _select("within", within, distance, "", wrong)),
        choice("topic", _("About"), _select("topic", nothing + about, question.topic, "", wrong)),
        choice(
            "language", _("Language"), _select("language", nothing + spoken, question.language, "", wrong)
        ),
        choice(
            "price",
            _("At most, in dollars"),
            _input("price", asked.get("price", ""), "", wrong, kind="number", most=99_999),
        ),
        choice("q", _("Name or word"), _input("q", asked.get("q", ""), "", wrong, length=100)),
        choice(
            "starting", _("From day"), _input("starting", asked.get("starting", ""), "", wrong, kind="date")
        ),
        choice("ending", _("To day"), _input("ending", asked.get("ending", ""), "", wrong, kind="date")),
    )


def switches(question: Question) -> tuple[Switch, ...]:
    """The boxes to tick."""
    return tuple(
        Switch(name, str(label), bool(getattr(question, name))) for name, label in SWITCH_WORDS.items()
    )


def _input(
    name: str,
    value: str,
    label: str,
    wrong: object,
    *,
    kind: str = "text",
    most: int = 0,
    length: int = 0,
    hint: str = "",
) -> SafeString:
    more = format_html(' min="0" max="{}" inputmode="numeric"', most) if most else SafeString("")
    if length:
        more += format_html(' maxlength="{}"', length)
    if hint:
        more += format_html(' placeholder="{}"', hint)
    if name == "zip":
        more += SafeString(' inputmode="numeric" autocomplete="postal-code"')
    return format_html(
        '<input class="usa-input finder__{}" id="finder-{}" name="{}" type="{}" value="{}"{}{}{}>',
        name,
        name,
        name,
        kind,
        value,
        more,
        _spoken(label),
        _marked(name, wrong),
    )


def _select(
    name: str, options: Iterable[tuple[str, str]], chosen: str, label: str, wrong: object
) -> SafeString:
    rows = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SafeString(" selected") if value == chosen else "", words) for value, words in options),
    )
    return format_html(
        '<select class="usa-select finder__{}" id="finder-{}" name="{}"{}{}>{}</select>',
        name,
        name,
        name,
        _spoken(label),
        _marked(name, wrong),
        rows,
    )


def _spoken(label: str) -> SafeString:
    return format_html(' aria-label="{}"', label) if label else SafeString("")


def _marked(name: str, wrong: object) -> SafeString:
    if not isinstance(wrong, dict) or name not in wrong:
        return SafeString("")
    return format_html(' aria-invalid="true" aria-describedby="finder-{}-problem"', name)
