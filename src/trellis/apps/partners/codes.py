"""The codes that a profile is made of: which there are, what they are called, which are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.apps.alliances import queries as alliances
from trellis.apps.core.store import store
from trellis.apps.partners.vocabulary import GradeBand, Served
from trellis.apps.programs import topics

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.partners.models import Partner

_DIGITS: Final = {"counties": 5, "districts": 7, "zip_codes": 5}
_MOST: Final = 2000


def checked(values: dict[str, Any], *, of: Alliance, present: Partner | None = None) -> dict[str, Any]:
    """`values` with each list of codes once and in order; refuses codes that aren't ours.

    A code that the partner has `present`ly stays allowed: an import may have kept one of its own.
    """
    found = dict(values)
    errors: dict[str, str] = {}
    for name, known in _KNOWN.items():
        if name not in found:
            continue
        codes = list(dict.fromkeys(str(code).strip() for code in found[name] or () if str(code).strip()))
        kept = set(getattr(present, name)) if present is not None else set()
        wrong = [code for code in codes if code not in kept and not known(code)]
        if wrong:
            errors[name] = _refused(name) % {"codes": ", ".join(wrong[:5])}
        elif len(codes) > _MOST:
            errors[name] = _("These are too many to keep.")
        found[name] = codes
    if errors:
        raise ValidationError(errors)
    return found


def stem_fields() -> list[tuple[str, Any]]:
    """The STEM fields to choose from: code and label."""
    return [(code, label) for code, label in topics.choices() if code in topics.STEM]


def field_label(code: str) -> str:
    """What a STEM field or another topic is called."""
    return topics.label(code)


def grade_labels(codes: Iterable[str]) -> list[str]:
    """What grade bands are called, in the order of growing up."""
    held = set(codes)
    return [str(band.label) for band in GradeBand if band.value in held]


def grades_in_short(codes: Iterable[str]) -> list[str]:
    """Grade bands as a table has room for them: "K–5", "6–8"."""
    held = set(codes)
    short = {
        GradeBand.EARLY: _("before K"),
        GradeBand.ELEMENTARY: _("K–5"),
        GradeBand.MIDDLE: _("6–8"),
        GradeBand.HIGH: _("9–12"),
        GradeBand.AFTER: _("after 12"),
    }
    return [str(short.get(band, band.label)) for band in GradeBand if band.value in held]


def group_labels(codes: Iterable[str]) -> list[str]:
    """What groups of young people are called."""
    held = set(codes)
    return [str(group.label) for group in Served if group.value in held]


def county_names(codes: Iterable[str]) -> list[str]:
    """Counties by name ("Tulsa, OK"); a code that isn't a county stays as it is."""
    known = _counties()
    return sorted(known.get(code, code) for code in codes)


def counties_to_offer(alliance: Alliance, present: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The counties of the alliance's own region and those that are there already, by name: one query."""
    region = alliances.home_region(alliance)
    codes = dict.fromkeys([*(region_counties(region) if region else ()), *present])
    known = _counties()
    return sorted(((code, known.get(code, code)) for code in codes), key=lambda pair: pair[1])


def region_counties(region: Any) -> tuple[str, ...]:
    """The counties that a region names, else those of its published areas; empty where neither is known."""
    if region.counties:
        return tuple(region.counties)
    found: list[str] = []
    for code in region.area_codes:
        found += [county.fips for county in store().area_counties(code) or ()]
    return tuple(found) if len(found) <= 80 else ()


def county_called(text: str, *, among: Iterable[tuple[str, str]] = ()) -> str | None:
    """The code of a county that somebody typed as "Tulsa, OK", "Tulsa County, OK" or "40143"."""
    plain = re.sub(r"\s+(county|parish)\b", "", text.strip(), flags=re.IGNORECASE).casefold()
    if plain in _counties():
        return plain
    by_name = {name.casefold(): code for code, name in among}
    short = {name.casefold().split(",")[0]: code for code, name in among}
    return _codes_by_name().get(plain) or by_name.get(plain) or short.get(plain)


@lru_cache(maxsize=1)
def _counties() -> dict[str, str]:
    return {county.fips: f"{county.name}, {county.state}" for county in store().counties()}


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    return {name.casefold(): code for code, name in _counties().items()}


def _has_digits(name: str) -> Callable[[str], bool]:
    pattern = re.compile(rf"[0-9]{{{_DIGITS[name]}}}")
    return lambda code: pattern.fullmatch(code) is not None


def _is_county(code: str) -> bool:
    return code in _counties()


_KNOWN: Final[dict[str, Callable[[str], bool]]] = {
    "grade_bands": lambda code: code in GradeBand.values,
    "fields": lambda code: code in topics.TOPICS,
    "groups": lambda code: code in Served.values,
    "counties": _is_county,
    "districts": _has_digits("districts"),
    "zip_codes": _has_digits("zip_codes"),
}


def _refused(name: str) -> str:
    return {
        "grade_bands": _("There is no such group of grades: %(codes)s."),
        "fields": _("There is no such field: %(codes)s."),
        "groups": _("There is no such group: %(codes)s."),
        "counties": _("There is no county %(codes)s. Write “Tulsa, OK”, or its five-digit FIPS code."),
        "districts": _("A district's NCES id has seven digits; these haven't: %(codes)s."),
        "zip_codes": _("A ZIP code has five digits; these haven't: %(codes)s."),
    }[name]
