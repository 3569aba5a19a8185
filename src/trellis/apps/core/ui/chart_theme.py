"""One look for every chart: the page's in light and dark, and the brief's on paper.

A specification names its colours by what they mean (`colour("short")`), never by their value; `dressed`
puts the values of one theme in their place. The same tables of colours go to the browser, which follows the
reader's mode.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Theme = Literal["light", "dark", "print"]

# the typeface as it is called in Python, then as the page's style sheet calls it
FONT = "Public Sans, Public Sans Web, sans-serif"
MARK = "@"

_LIGHT = {
    "paper": "#ffffff",
    "ink": "#111818",
    "quiet": "#5d5d52",
    "line": "#e3dfd4",
    "primary": "#0f6460",
    "primary-light": "#8fc7bf",
    "short": "#c05600",
    "short-light": "#f3c9a0",
    "surplus": "#2378c3",
    "surplus-light": "#b3d2ee",
    "neutral": "#d9d5c9",
    "unknown": "#8d897c",
    # groups: six that stay apart for colour-blind readers, each with its label on the mark
    "group-1": "#0f6460",
    "group-2": "#c05600",
    "group-3": "#2378c3",
    "group-4": "#8a4b9e",
    "group-5": "#8a7a00",
    "group-6": "#5d5d52",
    # five steps of one hue, for maps
    "step-1": "#dff0ec",
    "step-2": "#a9d5cc",
    "step-3": "#64b0a4",
    "step-4": "#1f8078",
    "step-5": "#0b4b3f",
}
_DARK = {
    "paper": "#16201e",
    "ink": "#e9efeb",
    "quiet": "#a9b6b0",
    "line": "#2c3a37",
    "primary": "#6dcfc0",
    "primary-light": "#2c6b62",
    "short": "#f0914a",
    "short-light": "#6e4323",
    "surplus": "#73b3ee",
    "surplus-light": "#27496a",
    "neutral": "#46544f",
    "unknown": "#94a09a",
    "group-1": "#6dcfc0",
    "group-2": "#f0914a",
    "group-3": "#73b3ee",
    "group-4": "#cf9ae0",
    "group-5": "#d6c85a",
    "group-6": "#b9c2bd",
    "step-1": "#17352f",
    "step-2": "#1f564d",
    "step-3": "#2f8578",
    "step-4": "#5cbcae",
    "step-5": "#b4ece2",
}
COLOURS: Mapping[Theme, Mapping[str, str]] = {"light": _LIGHT, "dark": _DARK, "print": _LIGHT}

GROUPS = tuple(f"{MARK}group-{n}" for n in range(1, 7))
STEPS = tuple(f"{MARK}step-{n}" for n in range(1, 6))
DIVERGING = tuple(f"{MARK}{name}" for name in ("short", "short-light", "neutral", "surplus-light", "surplus"))


def colour(name: str) -> str:
    """The colour called `name`, as a specification carries it until a theme is put on."""
    if name not in _LIGHT:
        raise KeyError(f"There is no chart colour {name!r}; there are {', '.join(_LIGHT)}.")
    return MARK + name


def config() -> dict[str, Any]:
    """The Vega-Lite configuration that all charts share, its colours still by name."""
    text = {"font": FONT, "color": colour("ink")}
    return {
        "background": "transparent",
        "font": FONT,
        "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
        "view": {"stroke": None},
        "axis": {
            "labelFont": FONT,
            "labelFontSize": 13,
            "labelColor": colour("ink"),
            "labelLimit": 320,
            "labelPadding": 8,
            "titleFont": FONT,
            "titleFontSize": 13,
            "titleFontWeight": 400,
            "titleColor": colour("quiet"),
            "titlePadding": 12,
            "domain": False,
            "ticks": False,
            "grid": False,
        },
        "axisX": {"grid": True, "gridColor": colour("line"), "tickCount": 6},
        "axisY": {"grid": False},
        "legend": {
            "labelFont": FONT,
            "labelFontSize": 13,
            "labelColor": colour("ink"),
            "titleFont": FONT,
            "titleFontSize": 13,
            "titleFontWeight": 400,
            "titleColor": colour("quiet"),
            "orient": "top",
            "symbolType": "circle",
        },
        "header": {
            "labelFont": FONT,
            "labelColor": colour("ink"),
            "titleFont": FONT,
            "titleColor": colour("quiet"),
        },
        "title": {**text, "fontSize": 16, "fontWeight": 600, "anchor": "start", "offset": 12},
        "text": {**text, "fontSize": 13},
        "bar": {"color": colour("primary")},
        "point": {"color": colour("primary"), "filled": True, "size": 90, "opacity": 1},
        "circle": {"color": colour("primary"), "size": 90, "opacity": 1},
        "rule": {"color": colour("quiet"), "strokeWidth": 2},
        "line": {"color": colour("primary"), "strokeWidth": 2.5},
        "range": {
            "category": list(GROUPS),
            "ordinal": list(STEPS),
            "ramp": list(STEPS),
            "heatmap": list(STEPS),
            "diverging": list(DIVERGING),
        },
    }


def dressed(spec: Any, theme: Theme) -> Any:
    """A copy of `spec` with the colours of `theme` in place of their names."""
    colours = COLOURS[theme]
    if isinstance(spec, Mapping):
        return {key: dressed(value, theme) for key, value in spec.items()}
    if isinstance(spec, list | tuple):
        return [dressed(value, theme) for value in spec]
    if isinstance(spec, str) and spec.startswith(MARK):
        return colours.get(spec.removeprefix(MARK), spec)
    return spec
