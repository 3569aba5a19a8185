"""What evidence was asked for, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.store import store

LABELS = {
    "region name": gettext_lazy("Region"),
    "region areas": gettext_lazy("Published areas"),
    "region counties": gettext_lazy("Counties"),
    "region added": gettext_lazy("Colleges added by hand"),
    "region left out": gettext_lazy("Colleges left out by hand"),
    "field": gettext_lazy("Field"),
    "definition": gettext_lazy("Openings come from"),
    "split": gettext_lazy("Graduates are split"),
    "retention": gettext_lazy("Graduates who stay"),
    "vintage": gettext_lazy("Employment of"),
    "completions": gettext_lazy("Graduates of"),
    "state projections": gettext_lazy("Projections of the state, where there are any"),
    "changes": gettext_lazy("Changes"),
    "program": gettext_lazy("Program"),
    "cip": gettext_lazy("Program code"),
    "rank": gettext_lazy("Level of the credential"),
    "completers": gettext_lazy("More graduates a year"),
}

VALUES: dict[str, dict[str, Any]] = {
    "field": {
        "stem": "STEM",
        "stem_health": gettext_lazy("STEM and health"),
        "skilled_technical": gettext_lazy("skilled technical"),
        "all": gettext_lazy("all fields"),
    },
    "definition": {
        "openings": gettext_lazy("growth, people leaving the labor force, and people changing occupation"),
        "entrants": gettext_lazy("growth and people leaving the labor force"),
        "growth": gettext_lazy("growth alone"),
    },
    "split": {
        "proportional": gettext_lazy("in proportion to each occupation's openings"),
        "equal": gettext_lazy("in equal parts"),
    },
}


def in_words(parameters: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    """(label, value) of each parameter that was set, in the order in which they were given."""
    found: list[tuple[str, str]] = []
    for key, value in parameters.items():
        name = f"{prefix}{key}".replace("_", " ")
        if isinstance(value, dict):
            found += in_words(value, f"{name} ")
        elif value not in (None, "", [], ()):
            found.append((str(LABELS.get(name, name[:1].upper() + name[1:])), _value(name, value)))
    return found


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "retention":
        return f"{value:.0%}"
    if isinstance(value, list | tuple):
        titles = _titles(name, [one for one in value if isinstance(one, str)])
        return "; ".join(
            ", ".join(f"{label}: {said}" for label, said in in_words(one))
            if isinstance(one, dict)
            else titles.get(one, str(one))
            for one in value
        )
    return str(VALUES.get(name, {}).get(value, value))


def _titles(name: str, codes: list[str]) -> dict[str, str]:
    """What areas, counties and colleges are called."""
    if name == "region areas":
        return {area.code: area.title for area in store().areas()}
    if name == "region counties":
        return {county.fips: f"{county.name}, {county.state}" for county in store().counties()}
    if name in ("region added", "region left out") and codes:
        return {one.unitid: one.name for one in store().institutions(unitids=codes)}
    return {}
