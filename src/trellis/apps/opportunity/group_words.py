"""What groups of young people are called, on pages and inside sentences."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

LABELS: Final[dict[str, Any]] = {
    "region": gettext_lazy("All of them"),
    "all": gettext_lazy("All young people"),
    "female": gettext_lazy("Girls"),
    "male": gettext_lazy("Boys"),
    "race:white": gettext_lazy("White"),
    "race:black": gettext_lazy("Black or African American"),
    "race:american_indian": gettext_lazy("American Indian or Alaska Native"),
    "race:asian": gettext_lazy("Asian"),
    "race:pacific_islander": gettext_lazy("Native Hawaiian or Pacific Islander"),
    "race:other": gettext_lazy("Some other race"),
    "race:two_or_more": gettext_lazy("Two or more races"),
    "race:white_not_hispanic": gettext_lazy("White, not Hispanic or Latino"),
    "race:hispanic": gettext_lazy("Hispanic or Latino"),
    "poverty:below": gettext_lazy("Below the poverty level"),
    "no_car": gettext_lazy("In households without a car"),
}
INSIDE: Final[dict[str, Any]] = {
    "female": pgettext_lazy("of … it is 54 %", "girls"),
    "male": pgettext_lazy("of … it is 54 %", "boys"),
    "race:white": pgettext_lazy("of … it is 54 %", "White young people"),
    "race:black": pgettext_lazy("of … it is 54 %", "Black young people"),
    "race:american_indian": pgettext_lazy(
        "of … it is 54 %", "American Indian and Alaska Native young people"
    ),
    "race:asian": pgettext_lazy("of … it is 54 %", "Asian young people"),
    "race:pacific_islander": pgettext_lazy(
        "of … it is 54 %", "Native Hawaiian and Pacific Islander young people"
    ),
    "race:other": pgettext_lazy("of … it is 54 %", "young people of some other race"),
    "race:two_or_more": pgettext_lazy("of … it is 54 %", "young people of two or more races"),
    "race:white_not_hispanic": pgettext_lazy("of … it is 54 %", "White young people who are not Hispanic"),
    "race:hispanic": pgettext_lazy("of … it is 54 %", "Hispanic young people"),
    "poverty:below": pgettext_lazy("of … it is 54 %", "young people below the poverty level"),
    "no_car": pgettext_lazy("of … it is 54 %", "young people in households without a car"),
}
CLASSES: Final[dict[str, Any]] = {
    "car": gettext_lazy("With a car"),
    "bus": gettext_lazy("Without a car"),
}


def split_of(key: str) -> str:
    """Return a group's key without its ages and its kind: “age_10_14:sex:female” is “female”."""
    bare = key.split(":", 1)[1] if key.startswith("age_") and ":" in key else key
    return bare.removeprefix("sex:")


def label(key: str, ages: list[int] | None = None) -> str:
    """Return what a group is called; with its ages where those differ from what was asked."""
    named = str(LABELS.get(split_of(key), key))
    if ages is None:
        return named
    return _("%(group)s, ages %(low)d–%(high)d") % {"group": named, "low": ages[0], "high": ages[1]}


def inside(key: str) -> str:
    """Return a group as it stands inside a sentence."""
    return str(INSIDE.get(split_of(key), label(key)))
