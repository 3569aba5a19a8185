"""Reads lists, topics, languages, yes and no, whether a program is in person, whether it is listed."""

import re
from functools import lru_cache
from typing import Final

from trellis.apps.programs import topics as known_topics
from trellis.apps.programs.importing.cells.base import EMPTY, Cell, says_nothing

_BETWEEN: Final = re.compile(r"\s*[;|\n]\s*")
_BETWEEN_OR_COMMA: Final = re.compile(r"\s*[;|\n,/]\s*")
YES: Final = frozenset({"yes", "y", "true", "t", "1", "1.0", "x", "✓", "✔", "available", "sí", "si"})
NO: Final = frozenset({"no", "n", "false", "f", "0", "0.0", "not available", "none"})
_ONLINE: Final = re.compile(r"online|virtual|remote|zoom|e-?learning|web-?based", re.IGNORECASE)
_IN_PERSON: Final = re.compile(
    r"in[ _-]?person|face[ _-]?to[ _-]?face|on[ _-]?site|on[ _-]?campus|presencial", re.IGNORECASE
)
_HYBRID: Final = re.compile(r"hybrid|blended|both|mixed", re.IGNORECASE)
_STATUS: Final = {
    "active": "active", "listed": "active", "current": "active",
    "hidden": "hidden", "inactive": "hidden", "temporarily closed": "hidden", "unlisted": "hidden",
    "ended": "ended", "defunct": "ended", "discontinued": "ended", "no longer offered": "ended",
}  # fmt: skip
LANGUAGES: Final = {
    "english": "en", "spanish": "es", "español": "es", "french": "fr", "german": "de", "chinese": "zh",
    "mandarin": "zh", "cantonese": "zh", "vietnamese": "vi", "korean": "ko", "tagalog": "tl", "arabic": "ar",
    "polish": "pl", "russian": "ru", "ukrainian": "uk", "portuguese": "pt", "haitian creole": "ht",
    "burmese": "my", "somali": "so", "urdu": "ur", "hindi": "hi", "japanese": "ja",
    "italian": "it", "persian": "fa", "farsi": "fa", "swahili": "sw",
}  # fmt: skip
_CODES: Final = frozenset(LANGUAGES.values())


@lru_cache(maxsize=8192)
def entries(content: str) -> Cell:
    """Several entries, with semicolons, bars or line breaks between them."""
    if says_nothing(content):
        return EMPTY
    return Cell(tuple(dict.fromkeys(part for part in _BETWEEN.split(content.strip()) if part)))


@lru_cache(maxsize=8192)
def topics(content: str) -> Cell:
    """Topics by their names or codes, else by the words that give them away; what stays unknown is named."""
    if says_nothing(content):
        return EMPTY
    found: list[str] = []
    unknown: list[str] = []
    for part in _BETWEEN_OR_COMMA.split(content.strip()):
        if not part:
            continue
        code = known_topics.code_of(part)
        codes = (code,) if code else known_topics.topics_in(part.replace("_", " "))
        found.extend(codes)
        if not codes:
            unknown.append(part)
    value = tuple(dict.fromkeys(found)) or None
    if unknown:
        return Cell(value, "topics", values={"text": ", ".join(unknown)[:120]})
    return Cell(value)


@lru_cache(maxsize=1024)
def languages(content: str) -> Cell:
    """Languages by name or two-letter code, as codes."""
    if says_nothing(content):
        return EMPTY
    found, unknown = [], []
    for part in re.split(r"\s*(?:[;|\n,/&]|\band\b)\s*", content.strip().casefold()):
        if part in LANGUAGES:
            found.append(LANGUAGES[part])
        elif part in _CODES:
            found.append(part)
        elif part:
            unknown.append(part)
    value = tuple(dict.fromkeys(found)) or None
    if unknown:
        return Cell(value, "languages", values={"text": ", ".join(unknown)[:120]})
    return Cell(value)


@lru_cache(maxsize=1024)
def mode(content: str) -> Cell:
    """In person, online, or both."""
    if says_nothing(content):
        return EMPTY
    online, present = bool(_ONLINE.search(content)), bool(_IN_PERSON.search(content))
    if _HYBRID.search(content) or (online and present):
        return Cell("hybrid")
    if online or present:
        return Cell("online" if online else "in_person")
    return Cell(None, "mode", values={"text": content[:80]})


@lru_cache(maxsize=1024)
def status(content: str) -> Cell:
    """Listed, hidden or ended, in our words or those of HSDS. "Closed" may be about signing up: unknown."""
    if says_nothing(content):
        return EMPTY
    found = _STATUS.get(content.strip().casefold().replace("_", " "))
    return Cell(found) if found else Cell(None, "status", values={"text": content[:80]})


@lru_cache(maxsize=1024)
def yes_no(content: str) -> Cell:
    """Yes or no; "Paid, type unknown" and "Not paid" also say it."""
    word = content.strip().casefold()
    if word in YES:
        return Cell(True)
    if word in NO:
        return Cell(False)
    if says_nothing(content):
        return EMPTY
    if re.match(r"(?:not?|without)\b", word):
        return Cell(False)
    if re.match(r"(?:yes|paid|provided|included|available|free)\b", word):
        return Cell(True)
    return Cell(None, "yes_no", values={"text": content[:80]})
