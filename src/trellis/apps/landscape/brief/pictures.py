"""A landscape's pictures as SVG for the brief: charts through Vega, bottleneck groups as they are."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import fontpkg_public_sans

from trellis.apps.core.ui.chart_theme import config, dressed
from trellis.apps.landscape.charts.base import Chart

VEGA_LITE: Final = "6.4"
FONTS: Final = Path(fontpkg_public_sans.ROOT) / "files"
MARGIN: Final = 18
"""Pixels added on the left: Vega measures text in the thinnest weight of the variable font."""

PLAIN_TEXT: Final = re.compile(r'<text (?![^>]*font-weight="(?!400|normal))')
SIZE: Final = re.compile(r'width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)" viewBox="0 0 [\d.]+ [\d.]+"')


def chart_svg(chart: Chart) -> str:
    """Draw a chart in the print theme."""
    import vl_convert  # a large engine, needed by the brief alone

    _show_fonts()
    spec = dressed({**chart.spec, "config": config()}, "print")
    svg = str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE))
    return for_print(SIZE.sub(_widened, svg, count=1))


def for_print(svg: str) -> str:
    """Say the regular weight outright: typst draws text of no stated weight in a variable font's thinnest."""
    return PLAIN_TEXT.sub("<text style=\"font-variation-settings:'wght' 400\" ", svg)


def _widened(found: re.Match[str]) -> str:
    width, height = float(found[1]) + MARGIN, found[2]
    return f'width="{width}" height="{height}" viewBox="{-MARGIN} 0 {width} {height}"'


@lru_cache(maxsize=1)
def _show_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))


@lru_cache(maxsize=1)
def fonts() -> Any:
    """Return the fonts of the brief, the same on every machine; typst's own stand in for rare letters."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
