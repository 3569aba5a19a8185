"""Official identifiers of organizations: how each is written, and whether one can be true."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

LABELS: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "ein": _("EIN"),
        "unitid": _("UNITID (IPEDS)"),
        "lea_id": _("NCES district id"),
        "school_id": _("NCES school id"),
        "ror": _("ROR id"),
    }
)
"""What each identifier is called; the keys are those of `Organization.identifiers`."""

# Crockford's base 32: no i, l, o, u.
_BASE32: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_ROR: Final = re.compile(r"(?:https?://)?(?:www\.)?(?:ror\.org/)?(0[0-9a-hj-km-np-tv-z]{6}[0-9]{2})")
_WHOLE_FLOAT: Final = re.compile(r"\.0+$")


@dataclass(frozen=True, slots=True)
class Checked:
    """An identifier as it is kept; `problem` says what is wrong with it, `is_padded` that a zero came back.

    `value` is "" where it can't be true.
    """

    value: str
    problem: str = ""
    is_padded: bool = False


def check(kind: str, text: str) -> Checked:
    """An identifier of a kind as somebody wrote it: with dashes, as an address, without its first zero.

    A spreadsheet that takes an identifier for a number drops its first zero: that is put back. The problems
    are "ein", "unitid", "lea_id", "school_id", "ror" for a wrong length or sign, "ror_checksum" for a typing
    mistake that the ROR id itself gives away.
    """
    return _CHECKS[kind](text.strip())


def _digits(kind: str, count: int, *, may_lack_zero: bool = True) -> Callable[[str], Checked]:
    def checked(text: str) -> Checked:
        plain = re.sub(r"[\s\-–]", "", _WHOLE_FLOAT.sub("", text))
        if not (plain.isascii() and plain.isdigit()):
            return Checked("", kind)
        is_short = len(plain) == count - 1 and may_lack_zero
        if (len(plain) != count and not is_short) or not plain.strip("0"):
            return Checked("", kind)
        return Checked(plain.zfill(count), is_padded=is_short)

    return checked


def _ror(text: str) -> Checked:
    found = _ROR.fullmatch(text.casefold().rstrip("/"))
    if found is None:
        return Checked("", "ror")
    return Checked(found[1]) if ror_checksum(found[1][:7]) == found[1][7:] else Checked("", "ror_checksum")


def ror_checksum(start: str) -> str:
    """The last two digits of a ROR id from its first seven characters (ISO/IEC 7064, modulus 97-10)."""
    number = 0
    for character in start:
        number = number * 32 + _BASE32.index(character)
    return f"{98 - number * 100 % 97:02d}"


_CHECKS: Final[Mapping[str, Callable[[str], Checked]]] = MappingProxyType(
    {
        "ein": _digits("ein", 9),
        "unitid": _digits("unitid", 6, may_lack_zero=False),  # the lowest is 100654
        "lea_id": _digits("lea_id", 7),
        "school_id": _digits("school_id", 12),
        "ror": _ror,
    }
)
