"""What a question bank is: items with levels and criteria, or a table to fill in, in two languages.

A bank is a JSON document. `{"en": …, "es": …}` stands wherever somebody reads a text.

- `key`, `version`, `kind` ("levels" or "table"), `minutes`, `name`, `about`;
- of levels: `scale` (three to five labels, the lowest first) and `items`: `key`, `text`, `short` (its name
  in lists), `help`, `criteria` (one for each level, or none), `step` (`text`, `page`: what to do where the
  item is weak, and where in Trellis), `record` (`key`: what Trellis keeps that answers it; `levels`: the
  least figure of each level);
- of a table: `contributes`, `gets` (the two questions about each sector) and `step`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language

LANGUAGES: Final = ("en", "es")
KINDS: Final = ("levels", "table")
TABLE_STEP: Final = "table"
"""The only step of a bank that is a table, where other banks have the keys of their items."""

FEWEST_LEVELS, MOST_LEVELS, MOST_ITEMS = 3, 5, 60
_KEY: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_BANK_FIELDS: Final = {"key", "version", "kind", "minutes", "name", "about"}
_FIELDS_OF: Final = {
    "levels": _BANK_FIELDS | {"scale", "items"},
    "table": _BANK_FIELDS | {"contributes", "gets", "step"},
}
_ITEM_FIELDS: Final = {"key", "short", "text", "help", "criteria", "step", "record"}


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


@dataclass(frozen=True, slots=True)
class Step:
    """What to do where an item is weak; `page` names a page of Trellis that helps, or is ""."""

    text: Text
    page: str


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an item: its number from 1, its label, and how to tell that it is reached."""

    number: int
    label: Text
    criterion: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One question; `short` is its name in lists and charts.

    `record_levels` are the least figures of each level, () where none is to be read off.
    """

    key: str
    short: Text
    text: Text
    help: Text
    levels: tuple[Level, ...]
    step: Step
    record: str
    record_levels: tuple[int, ...]

    def level(self, number: int) -> Level:
        """The level with this number."""
        return self.levels[number - 1]


@dataclass(frozen=True, slots=True)
class Bank:
    """One version of a bank."""

    key: str
    version: int
    kind: str
    minutes: int
    name: Text
    about: Text
    scale: tuple[Text, ...]
    items: tuple[Item, ...]
    contributes: Text
    gets: Text
    step: Step

    @property
    def is_table(self) -> bool:
        """Whether sectors are described in words, in place of items at levels."""
        return self.kind == "table"

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys of what is answered one after the other."""
        return (TABLE_STEP,) if self.is_table else tuple(item.key for item in self.items)

    def item(self, key: str) -> Item | None:
        """The item with this key, if there is one."""
        return next((item for item in self.items if item.key == key), None)


NO_TEXT: Final = Text("", "")
NO_STEP: Final = Step(NO_TEXT, "")


def parse(document: Mapping[str, Any]) -> Bank:
    """The bank that a document holds; WrongBank says what is wrong with it and where."""
    kind = document.get("kind")
    if kind not in KINDS:
        raise WrongBank(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
    _only(document, _FIELDS_OF[kind], "the bank")
    scale = tuple(
        _text(each, f"scale {number}") for number, each in enumerate(document.get("scale", ()), start=1)
    )
    if kind == "levels" and not FEWEST_LEVELS <= len(scale) <= MOST_LEVELS:
        raise WrongBank(f"scale must have {FEWEST_LEVELS} to {MOST_LEVELS} levels, not {len(scale)}")
    items = tuple(_item(each, scale) for each in document.get("items", ()))
    if kind == "levels" and not 1 <= len(items) <= MOST_ITEMS:
        raise WrongBank(f"items must be 1 to {MOST_ITEMS}, not {len(items)}")
    keys = [item.key for item in items]
    if len(set(keys)) < len(keys):
        raise WrongBank(
            f"two items have the same key: {', '.join(sorted(k for k in keys if keys.count(k) > 1))}"
        )
    is_table = kind == "table"
    return Bank(
        key=_key(document.get("key"), "key"),
        version=_whole(document.get("version"), "version"),
        kind=kind,
        minutes=_whole(document.get("minutes"), "minutes"),
        name=_text(document.get("name"), "name"),
        about=_text(document.get("about"), "about", may_lack=True),
        scale=scale,
        items=items,
        contributes=_text(document.get("contributes"), "contributes") if is_table else NO_TEXT,
        gets=_text(document.get("gets"), "gets") if is_table else NO_TEXT,
        step=_step(document.get("step"), "step") if is_table else NO_STEP,
    )


def _item(raw: Any, scale: tuple[Text, ...]) -> Item:
    if not isinstance(raw, Mapping):
        raise WrongBank("an item must be an object")
    key = _key(raw.get("key"), "key of an item")
    where = f"item {key}"
    _only(raw, _ITEM_FIELDS, where)
    criteria = [_text(each, f"{where}, criteria") for each in raw.get("criteria", ())]
    if criteria and len(criteria) != len(scale):
        raise WrongBank(f"{where}: {len(criteria)} criteria for {len(scale)} levels")
    record = raw.get("record") or {}
    _only(record, {"key", "levels"}, f"{where}, record")
    least = tuple(record.get("levels", ()))
    if least and (len(least) != len(scale) or list(least) != sorted(least)):
        raise WrongBank(f"{where}: record needs one figure for each level, the lowest first")
    return Item(
        key=key,
        short=_text(raw.get("short", raw.get("text")), f"{where}, short"),
        text=_text(raw.get("text"), f"{where}, text"),
        help=_text(raw.get("help"), f"{where}, help", may_lack=True),
        levels=tuple(
            Level(number, label, criteria[number - 1] if criteria else NO_TEXT)
            for number, label in enumerate(scale, start=1)
        ),
        step=_step(raw.get("step"), f"{where}, step"),
        record=str(record.get("key", "")),
        record_levels=least,
    )


def _step(raw: Any, where: str) -> Step:
    if raw is None:
        return NO_STEP
    _only(raw, {"text", "page"}, where)
    return Step(_text(raw.get("text"), where, may_lack=True), str(raw.get("page", "")))


def _text(raw: Any, where: str, *, may_lack: bool = False) -> Text:
    if raw is None and may_lack:
        return NO_TEXT
    if not isinstance(raw, Mapping) or set(raw) != set(LANGUAGES):
        raise WrongBank(f"{where}: must be a text in {' and '.join(LANGUAGES)}")
    said = {language: str(raw[language]).strip() for language in LANGUAGES}
    if not may_lack and not all(said.values()):
        raise WrongBank(f"{where}: is empty")
    return Text(**said)


def _key(raw: Any, where: str) -> str:
    if not isinstance(raw, str) or not _KEY.fullmatch(raw):
        raise WrongBank(f"{where}: must be small letters, digits and hyphens, not {raw!r}")
    return raw


def _whole(raw: Any, where: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 1:
        raise WrongBank(f"{where}: must be a whole number from 1, not {raw!r}")
    return raw


def _only(raw: Any, fields: set[str], where: str) -> None:
    if not isinstance(raw, Mapping):
        raise WrongBank(f"{where}: must be an object")
    if unknown := set(raw) - fields:
        raise WrongBank(f"{where}: there is no {', '.join(sorted(unknown))}")
