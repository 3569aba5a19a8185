"""Numbers as a reader sees them: rounded in sentences, exact in tables, "not known" when nothing is known."""

from __future__ import annotations

import math
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext

MINUS = "\N{MINUS SIGN}"


def not_known() -> str:
    """The words for a value that nobody has published or computed: never a zero."""
    return gettext("not known")


def number(value: object) -> float | None:
    """`value` as a float, or None where it is missing, not a number, or infinite."""
    if isinstance(value, bool):
        return None
    try:
        found = float(value)  # type: ignore[arg-type]  # whatever has a float, numpy's scalars too
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None


def _grouped(value: float, decimals: int) -> str:
    """`value` with the locale's separators and a real minus sign."""
    rounded = Decimal(repr(abs(value))).quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    text = formats.number_format(rounded, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{text}" if value < 0 and rounded else str(text)


def rounded(value: float) -> float:
    """`value` as a sentence can carry it: three digits from 1,000 on, tens from 100 on, else whole."""
    size = abs(value)
    if size < 100:
        return float(math.floor(size + 0.5)) * (1 if value >= 0 else -1)
    step = 10.0 ** (math.floor(math.log10(size)) - 2) if size >= 1000 else 10.0
    return math.copysign(math.floor(size / step + 0.5) * step, value)


def about(value: object) -> str:
    """A number for a sentence: 1532 is "1,530", 803 is "800", 47 is "47"."""
    found = number(value)
    if found is None:
        return not_known()
    if 0 < abs(found) < 0.5:
        return gettext("less than one")
    return _grouped(rounded(found), 0)


def exact(value: object, decimals: int = 0) -> str:
    """A number for a table, with all its digits up to `decimals`."""
    found = number(value)
    return not_known() if found is None else _grouped(found, decimals)


def signed(value: object, decimals: int = 0) -> str:
    """A change, with its sign: "+12", "−3", "0"."""
    text = exact(value, decimals)
    found = number(value)
    return f"+{text}" if found is not None and found > 0 and text.strip("0., ") else text


def dollars(value: object) -> str:
    """Whole US dollars: "$48,200"."""
    found = number(value)
    if found is None:
        return not_known()
    sign = MINUS if round(found) < 0 else ""
    return f"{sign}${_grouped(abs(found), 0)}"


def percent(value: object, decimals: int = 0) -> str:
    """A share between 0 and 1 as per cent: 0.412 is "41 %" (the space does not break)."""
    found = number(value)
    return not_known() if found is None else f"{_grouped(found * 100, decimals)}\N{NO-BREAK SPACE}%"


def interval(low: object, high: object, form: str = "about") -> str:
    """Both ends of an interval, as `form` says: "1,490 to 1,570"; "not known" when an end is missing."""
    first, last = number(low), number(high)
    if first is None or last is None:
        return not_known()
    ends = FORMS[form](first), FORMS[form](last)
    if ends[0] == ends[1]:
        return ends[0]
    return gettext("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}


FORMS = {"about": about, "exact": exact, "signed": signed, "dollars": dollars, "percent": percent}
