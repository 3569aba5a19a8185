"""What a visitor asked for: the query string that every landscape page takes, read and checked."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, cast
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.landscape.parameters import DEFINITIONS, FIELDS, SPLITS, Definition, Parameters, Split

HOME: Final = "home"

FIELD_CHOICES: Final = {
    "stem": gettext_lazy("STEM"),
    "stem_health": gettext_lazy("STEM with health"),
    "skilled_technical": gettext_lazy("skilled technical"),
    "all": gettext_lazy("all fields"),
}
DEFINITION_CHOICES: Final = {
    "openings": gettext_lazy("all openings"),
    "entrants": gettext_lazy("openings for new entrants"),
    "growth": gettext_lazy("openings from growth alone"),
}
SPLIT_CHOICES: Final = {
    "proportional": gettext_lazy("in proportion to openings"),
    "equal": gettext_lazy("in equal parts"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LandscapeRequest:
    """Which landscape a page shows.

    region: "home", a saved region's slug, or an OEWS area code such as "0046140".
    retention: percent of graduates who stay in the region, 1 to 100.
    evidence: the id of an earlier landscape to show instead of the newest.
    mistakes: by control, what was wrong with its value; the default was taken instead.
    """

    region: str = HOME
    field: str = "stem"
    definition: Definition = "openings"
    split: Split = "proportional"
    retention: int = 100
    evidence: str = ""
    mistakes: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @classmethod
    def parse(cls, query: Mapping[str, Any]) -> LandscapeRequest:
        """Read a query string; what can't be read is named in `mistakes`, never raised."""
        mistakes: dict[str, str] = {}
        return cls(
            region=_text(query, "region") or HOME,
            field=_one_of("field", query, FIELDS, FIELD_CHOICES, mistakes),
            definition=cast(
                Definition, _one_of("definition", query, DEFINITIONS, DEFINITION_CHOICES, mistakes)
            ),
            split=cast(Split, _one_of("split", query, SPLITS, SPLIT_CHOICES, mistakes)),
            retention=_percent("retention", query, mistakes),
            evidence=_text(query, "evidence"),
            mistakes=mistakes,
        )

    @property
    def parameters(self) -> Parameters:
        """What the landscape is computed with."""
        return Parameters(
            field=self.field, definition=self.definition, split=self.split, retention=self.retention / 100
        )

    def query(self, **more: Any) -> str:
        """Return "?…" with what differs from the defaults, changed or added to by `more`; "" if nothing does.

        An earlier landscape is kept only while everything else stays, because it was computed with the rest.
        """
        names = {"region", "field", "definition", "split", "retention"}
        changes: dict[str, Any] = {name: more.pop(name) for name in names & set(more)}
        if changes:
            changes["evidence"] = ""
        asked = replace(self, **changes)
        values = {
            **asked._differing(),
            **{name: value for name, value in more.items() if value not in ("", None)},
        }
        return f"?{urlencode(values, doseq=True)}" if values else ""

    def _differing(self) -> dict[str, Any]:
        names = ("region", "field", "definition", "split", "retention", "evidence")
        usual = LandscapeRequest()
        return {name: getattr(self, name) for name in names if getattr(self, name) != getattr(usual, name)}

    @property
    def hidden(self) -> dict[str, Any]:
        """What other forms on the page carry along, so that they lead to the same landscape."""
        return self._differing()


def refusal(query: Mapping[str, Any]) -> str:
    """Return what is wrong with a query string, a sentence for each value; "" where nothing is.

    For files, which others read by machine: there a default in a wrong value's place would go unnoticed.
    """
    return " ".join(_refused(name, _text(query, name)) for name in LandscapeRequest.parse(query).mistakes)


def _refused(name: str, value: str) -> str:
    choices = {"field": FIELDS, "definition": DEFINITIONS, "split": SPLITS}
    if name not in choices:
        said = _("%(name)s is “%(value)s”: give a whole percentage from 1 to 100.")
        return said % {"name": name, "value": value[:40]}
    said = _("%(name)s is “%(value)s”: choose one of %(choices)s.")
    return said % {"name": name, "value": value[:40], "choices": ", ".join(choices[name])}


def cleaned(text: str) -> str:
    """Return what somebody typed without what a database can't hold, at most 200 characters of it."""
    return text.replace("\x00", "").strip()[:200]


def _text(query: Mapping[str, Any], name: str) -> str:
    """Return a value; a null character becomes one that names nothing, so that it isn't taken for none."""
    return cleaned(str(query.get(name) or "").replace("\x00", "\ufffd"))


def _one_of(
    name: Literal["field", "definition", "split"],
    query: Mapping[str, Any],
    allowed: Mapping[str, str],
    labels: Mapping[str, Any],
    mistakes: dict[str, str],
) -> str:
    default = next(iter(allowed))
    value = _text(query, name)
    if not value or value in allowed:
        return value or default
    mistakes[name] = _("“%(value)s” isn't one of the choices, so this shows %(default)s.") % {
        "value": value[:40],
        "default": labels[default],
    }
    return default


def _percent(name: str, query: Mapping[str, Any], mistakes: dict[str, str]) -> int:
    value = _text(query, name).rstrip("%").strip()
    if not value:
        return 100
    if value.isascii() and value.isdigit() and len(value) <= 3 and 1 <= int(value) <= 100:
        return int(value)
    mistakes[name] = _("“%(value)s” isn't a whole percentage from 1 to 100, so this shows 100 %%.") % {
        "value": value[:40]
    }
    return 100
