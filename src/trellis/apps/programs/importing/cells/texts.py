"""Reads text, addresses of pages and people, and ids."""

import html
import re
from functools import lru_cache
from typing import Final

import nh3
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from trellis.apps.programs.importing.cells.base import EMPTY, NOTE, Cell, says_nothing

_MARKUP: Final = re.compile(r"<[a-zA-Z/!][^<>]*>?|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_BREAK: Final = re.compile(r"<(?:br|/p|/li|/div|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)
_ITEM: Final = re.compile(r"<li\b[^>]*>", re.IGNORECASE)
_FORMULA: Final = re.compile(r"^(?:=|@|[+-][A-Za-z(=@])")
_GUARDED: Final = re.compile(r"'(?=[=+\-@\t\r\n])")
_WHOLE_FLOAT: Final = re.compile(r"^(\d+)\.0+$")
_DOMAIN: Final = re.compile(r"^(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:].*)?$", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\ufeff]")
_check_url = URLValidator(schemes=["http", "https"])


def unguarded(content: str) -> str:
    """A cell without the apostrophe that exports put before what a spreadsheet would run."""
    return content[1:] if _GUARDED.match(content) else content


@lru_cache(maxsize=8192)
def text(content: str) -> Cell:
    """Text without markup. What begins like a formula stays the text it is."""
    if says_nothing(content):
        return EMPTY
    plain = _CONTROL.sub("", content).strip()
    if _MARKUP.search(plain):
        cleaned = without_markup(plain)
        if not cleaned:
            return Cell(None, "only_markup")
        if cleaned != plain:
            return Cell(cleaned, "markup", NOTE)
    if _FORMULA.match(plain):
        return Cell(plain, "formula", NOTE)
    return Cell(plain)


def without_markup(content: str) -> str:
    """The words of a piece of HTML, with its line breaks; scripts and styles go with what they hold."""
    broken = _ITEM.sub("\n• ", _BREAK.sub("\n", content))
    bare = html.unescape(nh3.clean(broken, tags=set()))
    if _MARKUP.search(bare):
        bare = html.unescape(nh3.clean(bare, tags=set()))
    lines = (" ".join(line.split()) for line in bare.replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@lru_cache(maxsize=8192)
def identifier(content: str) -> Cell:
    """An id as it is; "76358.0", which a spreadsheet makes of a number, is "76358"."""
    content = content.strip()
    if not content:
        return EMPTY
    whole = _WHOLE_FLOAT.match(content)
    return Cell(whole[1] if whole else content)


@lru_cache(maxsize=8192)
def url(content: str) -> Cell:
    """The address of a page; "example.org" is meant as "https://example.org"."""
    if says_nothing(content):
        return EMPTY
    address = content.strip()
    if "://" not in address and _DOMAIN.match(address):
        address = f"https://{address}"
    try:
        _check_url(address)
    except ValidationError:
        return Cell(None, "url", values={"text": content[:80]})
    return Cell(address)


@lru_cache(maxsize=8192)
def email(content: str) -> Cell:
    """One e-mail address."""
    if says_nothing(content):
        return EMPTY
    address = content.strip().removeprefix("mailto:")
    try:
        validate_email(address)
    except ValidationError:
        return Cell(None, "email", values={"text": content[:80]})
    return Cell(address)
