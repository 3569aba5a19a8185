"""What a cell of a network's files means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.utils import translation

from trellis.apps.partners.sectors import Sector
from trellis.apps.programs.importing.cells.texts import unguarded
from trellis.apps.ties.queries import ACTIVITIES

_WORDS = re.compile(r"[\W_]+")
_DOTS = re.compile(r"\.+")
_NOTHING = frozenset({"", "na", "n/a", "none", "null", "-", "--", "nan"})


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or says that nothing is known."""
    return text.strip().casefold() in _NOTHING


def identifier(text: str) -> str:
    """An id as text: 12.0, as spreadsheets and statistics write it, is "12"."""
    text = unguarded(text).strip()
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def name(text: str, *, is_dotted: bool = False) -> str:
    """A name on one line; with `is_dotted` its dots are spaces."""
    text = unguarded(text).replace("\x00", "")
    text = " ".join((_DOTS.sub(" ", text) if is_dotted else text).split())
    return "" if says_nothing(text) else text


def are_dotted(names: Sequence[str]) -> bool:
    """Whether names have dots for spaces, as statistics programs write them: most do, and none has both."""
    written = [each for each in names if not says_nothing(each)]
    dotted = sum("." in each for each in written)
    return dotted * 2 > len(written) and not any(" " in each for each in written)


def sector(text: str) -> tuple[str, str]:
    """(our code, ""), or ("", the file's own word), or two empty ones."""
    text = " ".join(unguarded(text).replace("\x00", "").split())
    if says_nothing(text):
        return "", ""
    code = _sectors().get(_plain(text), "")
    return (code, "") if code else ("", text)


def activity(text: str) -> str | None:
    """A code of `ACTIVITIES`, "" for nothing, None for what is neither. A number counts from 1."""
    text = text.strip().casefold()
    if says_nothing(text):
        return ""
    if text in ("1", "2", "3", "4"):
        return ACTIVITIES[int(text) - 1]
    return text if text in ACTIVITIES else None


def step(text: str) -> int | None:
    """1 to 4, also as "4.0"; 0 for nothing; None for what is neither."""
    text = text.strip()
    if says_nothing(text):
        return 0
    return int(text[0]) if re.fullmatch(r"[1-4](\.0+)?", text) else None


@cache
def _sectors() -> dict[str, str]:
    """{code or label in any language, without signs: code}."""
    known = {_plain(code): code for code in Sector.values}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for code, label in Sector.choices:
                known.setdefault(_plain(str(label)), code)
    return known


def _plain(text: str) -> str:
    return _WORDS.sub(" ", text).strip().casefold()
