"""The respondent's list by sectors, and the questions about one of it, ready for the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.ties.models import Answer, Respondent, RosterEntry
from trellis.apps.ties.queries import shown_name
from trellis.apps.ties.services import answering

if TYPE_CHECKING:
    from trellis.apps.ties.banks import Bank, Option, Question

OPEN_AT_MOST: Final = 40
"""A longer list shows its sectors folded, but for those with somebody ticked."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One name on the list, with a hint who that is."""

    pk: int
    name: str
    hint: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one sector."""

    label: str
    choices: tuple[Choice, ...]
    ticked: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody ticked: their name, and whether there is an answer about them yet."""

    pk: int
    name: str
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to choose, and whether it is chosen."""

    code: str
    label: str
    help: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One item to rate, with the steps of the scale."""

    code: str
    label: str
    picks: tuple[Pick, ...]


def groups(respondent: Respondent, words: str) -> list[Group]:
    """The list by sectors, of whom fits `words`: two queries."""
    ticked = set(
        answering.own_answers(respondent).order_by().filter(knows=True).values_list("about", flat=True)
    )
    found: dict[str, list[Choice]] = defaultdict(list)
    wanted = words.casefold().split()
    for entry in answering.choices(respondent):
        choice = _choice(respondent, entry, ticked)
        text = f"{choice.name} {choice.hint} {entry.sector_label}".casefold()
        if all(word in text for word in wanted):
            found[entry.sector_label].append(choice)
    is_short = sum(map(len, found.values())) <= OPEN_AT_MOST or bool(wanted)
    return [
        _group(label, sorted(rows, key=lambda each: each.name.casefold()), is_short)
        for label, rows in sorted(found.items(), key=lambda item: item[0].casefold())
    ]


def _group(label: str, rows: list[Choice], is_short: bool) -> Group:
    ticked = sum(row.is_ticked for row in rows)
    return Group(label, tuple(rows), ticked, is_short or bool(ticked))


def _choice(respondent: Respondent, entry: RosterEntry, ticked: set[int]) -> Choice:
    hint = ""
    if respondent.wave.is_of_people and entry.partner is not None:
        hint = str(entry.partner.organization)
    return Choice(entry.pk, shown_name(respondent.wave, entry), hint, entry.pk in ticked)


def steps(respondent: Respondent) -> list[Step]:
    """Whom the respondent ticked, by name: one query."""
    return [
        Step(answer.about_id, shown_name(respondent.wave, answer.about), is_answered(answer))
        for answer in answering.own_answers(respondent).filter(knows=True)
    ]


def is_answered(answer: Answer) -> bool:
    """Whether anything was said about somebody ticked; how often is what counts most."""
    return answer.frequency > 0


def picks(question: Question, chosen: Any) -> tuple[Pick, ...]:
    """The options of a question; `chosen` is a code, or several."""
    codes = {str(chosen)} if isinstance(chosen, str | int) else set(map(str, chosen))
    return tuple(_pick(option, option.code in codes) for option in question.options)


def rows(bank: Bank, ratings: Mapping[str, int]) -> tuple[Row, ...]:
    """The items to rate."""
    return tuple(
        Row(
            item.code,
            str(item.text),
            tuple(_pick(step, str(ratings.get(item.code, "")) == step.code) for step in bank.scale),
        )
        for item in bank.items
    )


def _pick(option: Option, is_chosen: bool) -> Pick:
    return Pick(option.code, str(option.text), str(option.help), is_chosen)
