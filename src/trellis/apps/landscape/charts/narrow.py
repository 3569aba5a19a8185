"""The layout for a phone: a row's name stands above its marks, which then have the whole width."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from trellis.apps.landscape.charts.base import INK, Spec

ROW = 44
DOWN = 10
UP = -9
LETTERS = 42
"""About as many letters of an axis title fit on a phone 360 pixels wide."""


def names_above(layers: Sequence[Spec], name: str) -> list[Spec]:
    """Return the layers with their marks lowered, and above each row what its field `name` says.

    layers: each with its own encoding; one without a vertical position (a line through all rows) stays.
    """
    lowered = [_lowered(layer) for layer in layers]
    y = next(layer["encoding"]["y"] for layer in lowered if "y" in layer["encoding"])
    text = {
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "color": INK,
            "fontSize": 13,
            "yOffset": UP,
            "limit": {"expr": "width"},
        },
        "encoding": {"y": y, "x": {"value": 0}, "text": {"field": name, "type": "nominal"}},
    }
    return [*lowered, text]


def wrapped(title: str) -> list[str]:
    """Return an axis title in lines that fit on a phone."""
    return textwrap.wrap(title, LETTERS)


def without_names(y: Spec) -> Spec:
    """Return a vertical position whose axis has no names: they stand above the rows."""
    return {**y, "axis": None}


def _lowered(layer: Spec) -> Spec:
    if "y" not in layer["encoding"]:
        return layer
    mark: dict[str, Any] = {**layer["mark"], "yOffset": layer["mark"].get("yOffset", 0) + DOWN}
    if mark["type"] == "rule":
        mark["y2Offset"] = layer["mark"].get("y2Offset", 0) + DOWN
    return {
        **layer,
        "mark": mark,
        "encoding": {**layer["encoding"], "y": without_names(layer["encoding"]["y"])},
    }
