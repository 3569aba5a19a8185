"""A chart with the sentence that says what it shows and the table it was drawn from: always all three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trellis.apps.core.ui import chart_theme
from trellis.apps.core.ui.chart_theme import Theme
from trellis.apps.core.ui.frontend import font_directory
from trellis.apps.core.ui.table import DataTable


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `spec` is Vega-Lite with its data inside; an Altair chart can be given instead."""

    key: str  # id of its element
    title: str
    sentence: str  # what it shows, in words: read in place of the picture
    spec: Mapping[str, Any]
    table: DataTable
    caption: str = ""  # a note under it: what the marks mean, what was left out

    def __post_init__(self) -> None:
        if not self.sentence.strip():
            raise ValueError(f"The chart {self.key!r} needs a sentence that says what it shows.")
        if hasattr(self.spec, "to_dict"):
            object.__setattr__(self, "spec", self.spec.to_dict())

    def complete(self) -> dict[str, Any]:
        """The specification with the shared configuration, colours by name; its own settings win."""
        spec = dict(self.spec)
        own = spec.pop("config", {})
        spec.pop("$schema", None)
        return {**spec, "config": _merged(chart_theme.config(), own if isinstance(own, Mapping) else {})}

    def for_page(self) -> dict[str, Any]:
        """What the page's script reads: the specification and the colours of both modes."""
        return {
            "spec": self.complete(),
            "sentence": self.sentence,
            "colours": {"light": chart_theme.COLOURS["light"], "dark": chart_theme.COLOURS["dark"]},
        }

    def svg(self, theme: Theme = "print", *, width: int | None = None) -> str:
        """The same chart as SVG text, for a brief. `width`: pixels, in place of that of its container."""
        import vl_convert  # 40 MB of engine: only where a brief is made

        _register_fonts()
        spec = chart_theme.dressed(self.complete(), theme)
        spec["background"] = "transparent"
        if width is not None or spec.get("width") == "container":
            spec["width"] = width or 640
        return str(vl_convert.vegalite_to_svg(spec, show_warnings=False))


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` upon `under`, table by table. Altair's own defaults for the view's size give way."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = (
            _merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
        )
    return merged


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    """Shows the drawing engine the typeface, where the front end has been built."""
    import vl_convert

    if folder := font_directory():
        vl_convert.register_font_directory(str(folder))
