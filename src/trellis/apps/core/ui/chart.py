"""A chart with the sentence that says what it shows and the table it was drawn from: always all three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trellis.apps.core.ui import chart_theme
from trellis.apps.core.ui.table import DataTable


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `spec` is Vega-Lite with its data inside."""

    key: str  # id of its element
    title: str
    sentence: str  # what it shows, in words: read in place of the picture
    spec: Mapping[str, Any]
    table: DataTable
    caption: str = ""  # a note under it: what the marks mean, what was left out
    narrow: Mapping[str, Any] | None = None  # the same chart laid out for a phone

    def __post_init__(self) -> None:
        if not self.sentence.strip():
            raise ValueError(f"The chart {self.key!r} needs a sentence that says what it shows.")

    def complete(self) -> dict[str, Any]:
        """The specification with the shared configuration, colours by name; its own settings win."""
        return _completed(self.spec)

    def for_page(self) -> dict[str, Any]:
        """What the page's script reads: the specification for either width and the colours of both modes."""
        return {
            "spec": self.complete(),
            "narrow": None if self.narrow is None else _completed(self.narrow),
            "sentence": self.sentence,
            "colours": {"light": chart_theme.COLOURS["light"], "dark": chart_theme.COLOURS["dark"]},
        }


def _completed(specification: Mapping[str, Any]) -> dict[str, Any]:
    spec = dict(specification)
    own = spec.pop("config", {})
    spec.pop("$schema", None)
    return {**spec, "config": _merged(chart_theme.config(), own if isinstance(own, Mapping) else {})}


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` upon `under`, table by table."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = (
            _merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
        )
    return merged
