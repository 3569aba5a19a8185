"""An answer's map drawn at the server: SVG and PNG in the same five classes, for reports."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import fontpkg_public_sans
from django.utils.translation import gettext as _

from trellis.apps.core.ui.chart_theme import config, dressed
from trellis.apps.opportunity.classes import LAYERS, Classed, classed
from trellis.apps.opportunity.map_spec import sentence

if TYPE_CHECKING:
    from trellis.apps.core.ui.map import Step
    from trellis.apps.opportunity.reading import Reading

VEGA_LITE: Final = "6.4"
FONTS: Final = Path(fontpkg_public_sans.ROOT) / "files"
WIDTH, HEIGHT = 900, 680
ON_PAPER: Final = (560, 400)
HATCHED: Final = "#fefdfc"
"""A color that nothing else has: it is replaced by hatching, which Vega-Lite doesn't draw."""

HATCH: Final = (
    '<defs><pattern id="none" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
    '<rect width="2" height="6" fill="#8d897c"/></pattern></defs>'
)
COLORS: Final[dict[Step, str]] = {
    0: "@step-1",
    1: "@step-2",
    2: "@step-3",
    3: "@step-4",
    4: "@step-5",
    "none": HATCHED,
    "unknown": "@unknown",
}
THICKER: Final = '<text stroke="#111818" stroke-width="0.3" '
"""Text is drawn in a variable font's thinnest weight, whatever weight is asked for: a stroke mends that."""

OPENING: Final = re.compile(r"<svg [^>]*>")


def svg(reading: Reading, shapes: dict[str, Any], *, layer: str = "access", on_paper: bool = False) -> str:
    """Return the map as SVG; on paper it is small, its words are large, and the page says the rest."""
    import vl_convert  # a large engine, needed by pictures alone

    _show_fonts()
    spec = dressed(specification(reading, shapes, layer=layer, on_paper=on_paper), "print")
    drawn = str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE))
    hatched = OPENING.sub(lambda found: found.group() + HATCH, drawn, count=1)
    return hatched.replace(f'"{HATCHED}"', '"url(#none)"')


def png(reading: Reading, shapes: dict[str, Any], *, layer: str = "access") -> bytes:
    """Return the map as PNG, twice as fine as a screen."""
    import vl_convert

    drawn = svg(reading, shapes, layer=layer).replace("<text ", THICKER)
    return bytes(vl_convert.svg_to_png(drawn, scale=2))


def specification(
    reading: Reading, shapes: dict[str, Any], *, layer: str = "access", on_paper: bool = False
) -> dict[str, Any]:
    """Return the map as Vega-Lite with its data inside, colors by what they mean."""
    found = classed(reading, layer if layer in LAYERS else "access")
    features = _features(reading, shapes, found)
    labels = [label for _step, label in found.legend]
    legend = {
        "title": None,
        "orient": "bottom" if on_paper else "right",
        "columns": 2 if on_paper else 1,
        "labelFontSize": 13,
        "symbolType": "square",
        "symbolStrokeWidth": 0.5,
        "symbolStrokeColor": "@quiet",
        "labelLimit": 320,
    }
    dots = _("Dots: sites with seats.")
    title = {"text": str(found.layer.title), "subtitle": [sentence(reading), dots]}
    width, height = ON_PAPER if on_paper else (WIDTH, HEIGHT)
    return {
        "title": {**title, "subtitle": dots} if on_paper else title,
        "width": width,
        "height": height,
        "projection": {"type": "mercator"},
        "layer": [
            {
                "data": {"values": features},
                "mark": {"type": "geoshape", "stroke": "@line", "strokeWidth": 0.4},
                "encoding": {
                    "color": {
                        "field": "properties.label",
                        "type": "nominal",
                        "scale": {"domain": labels, "range": [COLORS[step] for step, _label in found.legend]},
                        "legend": legend,
                    }
                },
            },
            {
                "data": {"values": [_point(site) for site in reading.sites]},
                "mark": {
                    "type": "circle",
                    "size": 22,
                    "color": "@short",
                    "stroke": "@paper",
                    "strokeWidth": 0.6,
                    "opacity": 1,
                },
                "encoding": {
                    "longitude": {"field": "longitude", "type": "quantitative"},
                    "latitude": {"field": "latitude", "type": "quantitative"},
                },
            },
        ],
        "config": {**config(), "background": "@paper", "padding": 16},
    }


def _features(reading: Reading, shapes: dict[str, Any], found: Classed) -> list[dict[str, Any]]:
    label_of = dict(found.legend)
    made = []
    for feature in shapes["features"]:
        row = reading.row_of.get(feature["id"])
        if row is not None:
            label = label_of[found.step_at(row)]
            geometry = wound_for_sphere(feature["geometry"])
            made.append({"type": "Feature", "geometry": geometry, "properties": {"label": label}})
    return made


def wound_for_sphere(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return a polygon whose outer ring runs clockwise: on a sphere the other way is all the rest of it."""
    if geometry["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": _rings(geometry["coordinates"])}
    if geometry["type"] == "MultiPolygon":
        return {
            "type": "MultiPolygon",
            "coordinates": [_rings(rings) for rings in geometry["coordinates"]],
        }
    return geometry


def _rings(rings: list[Any]) -> list[Any]:
    return [ring if (_area(ring) < 0) == (place == 0) else ring[::-1] for place, ring in enumerate(rings)]


def _area(ring: list[Any]) -> float:
    """Return twice the signed area of a ring, positive where it runs counterclockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _point(site: dict[str, Any]) -> dict[str, Any]:
    return {"latitude": site["latitude"], "longitude": site["longitude"]}


@lru_cache(maxsize=1)
def _show_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
