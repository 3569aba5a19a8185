"""What a bank of questions about ties is. `{"en": …, "es": …}` stands wherever somebody reads a text.

- `key`, `version`, `minutes`, `name`, `about`, `about_people`;
- `knows`: `text`, `text_people`, `help`: the question over the list;
- `frequency` (codes 1 to 4), `activity`, `fields` (codes of `programs.topics`), `outcomes`: `text`, `help`
  and `options` (`code`, `text`, `help`);
- `ratings`: `text`, `help`, `scale` (codes 1 to 4) and `items`, the items of `methods.ties`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language

LANGUAGES: Final = ("en", "es")
SCALE: Final = (1, 2, 3, 4)
_KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,19}")
_FIELDS: Final = frozenset(
    {
        "key",
        "version",
        "minutes",
        "name",
        "about",
        "about_people",
        "knows",
        "frequency",
        "activity",
        "fields",
        "outcomes",
        "ratings",
    }
)


class WrongBank(ValueError):
    """A bank isn't what it should be; the message says where."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the languages of the site; as a string it is in the reader's."""

    en: str
    es: str

    def __str__(self) -> str:
        return self.es if (get_language() or "en").startswith("es") else self.en

    def __bool__(self) -> bool:
        return bool(self.en)


NO_TEXT: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `code` is what an answer keeps."""

    code: str
    text: Text
    help: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a tie, and what there is to choose."""

    text: Text
    help: Text
    options: tuple[Option, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the options, in their order."""
        return tuple(option.code for option in self.options)

    def label(self, code: str) -> str:
        """An option in the reader's language; an unknown code as it is."""
        return next((str(option.text) for option in self.options if option.code == code), code)


@dataclass(frozen=True, slots=True)
class Bank:
    """One version of the questions. `items` are rated on `scale`."""

    key: str
    version: int
    minutes: int
    name: Text
    about: Text
    about_people: Text
    knows: Text
    knows_people: Text
    knows_help: Text
    frequency: Question
    activity: Question
    fields: Question
    outcomes: Question
    ratings: Question
    items: tuple[Option, ...]

    @property
    def scale(self) -> tuple[Option, ...]:
        """The steps of the scale on which the items are rated."""
        return self.ratings.options


def parse(document: Mapping[str, Any]) -> Bank:
    """The bank that a document holds; WrongBank says what is wrong with it and where."""
    if missing := _FIELDS ^ set(document):
        raise WrongBank(f"the bank must have exactly {', '.join(sorted(_FIELDS))}; see {sorted(missing)}")
    knows, ratings = document["knows"], document["ratings"]
    found = Bank(
        key=_key(document["key"], "key"),
        version=_whole(document["version"], "version"),
        minutes=_whole(document["minutes"], "minutes"),
        name=_text(document["name"], "name"),
        about=_text(document["about"], "about"),
        about_people=_text(document["about_people"], "about_people"),
        knows=_text(knows.get("text"), "knows"),
        knows_people=_text(knows.get("text_people"), "knows, people"),
        knows_help=_text(knows.get("help"), "knows, help", may_lack=True),
        frequency=_question(document["frequency"], "frequency"),
        activity=_question(document["activity"], "activity"),
        fields=_question(document["fields"], "fields"),
        outcomes=_question(document["outcomes"], "outcomes"),
        ratings=_question({**ratings, "options": ratings.get("scale")}, "ratings"),
        items=_options(ratings.get("items"), "ratings, items"),
    )
    for where, question in (("frequency", found.frequency), ("ratings", found.ratings)):
        if sorted(question.codes) != [str(step) for step in SCALE]:
            raise WrongBank(f"{where}: the options must be 1 to 4")
    return found


def _question(raw: Any, where: str) -> Question:
    if not isinstance(raw, Mapping):
        raise WrongBank(f"{where}: must be an object")
    return Question(
        _text(raw.get("text"), where),
        _text(raw.get("help"), f"{where}, help", may_lack=True),
        _options(raw.get("options"), where),
    )


def _options(raw: Any, where: str) -> tuple[Option, ...]:
    if not isinstance(raw, list) or not raw:
        raise WrongBank(f"{where}: must have options")
    found = tuple(
        Option(
            _code(each.get("code"), where),
            _text(each.get("text"), f"{where}, option {each.get('code')}"),
            _text(each.get("help"), f"{where}, option {each.get('code')}", may_lack=True),
        )
        for each in raw
    )
    if len({option.code for option in found}) < len(found):
        raise WrongBank(f"{where}: two options have the same code")
    return found


def _text(raw: Any, where: str, *, may_lack: bool = False) -> Text:
    if raw is None and may_lack:
        return NO_TEXT
    if not isinstance(raw, Mapping) or set(raw) != set(LANGUAGES):
        raise WrongBank(f"{where}: must be a text in {' and '.join(LANGUAGES)}")
    said = {language: str(raw[language]).strip() for language in LANGUAGES}
    if not all(said.values()):
        raise WrongBank(f"{where}: is empty")
    return Text(**said)


def _code(raw: Any, where: str) -> str:
    return str(raw) if raw in SCALE and not isinstance(raw, bool) else _key(raw, where)


def _key(raw: Any, where: str) -> str:
    if not isinstance(raw, str) or not _KEY.fullmatch(raw):
        raise WrongBank(f"{where}: must be small letters, digits and signs in between, not {raw!r}")
    return raw


def _whole(raw: Any, where: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 1:
        raise WrongBank(f"{where}: must be a whole number from 1, not {raw!r}")
    return raw
