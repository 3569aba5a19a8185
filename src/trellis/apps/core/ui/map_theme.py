"""The colours of maps in light and dark: the steps of the charts, and a calm ground under them.

The style sheet has the same values for the legend (`frontend/src/styles/_map.scss`); a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from trellis.apps.core.ui import chart_theme

_OWN: Mapping[Literal["light", "dark"], Mapping[str, str]] = {
    "light": {
        "ground": "#f3f1ea",
        "halo": "#ffffff",
        "edge": "#ffffff",
        "county": "#5d5d52",
        "hatch": "#8d897c",
        "unknown": "#c9c5b9",
        "chosen": "#c05600",
    },
    "dark": {
        "ground": "#1c2826",
        "halo": "#16201e",
        "edge": "#0f1715",
        "county": "#a9b6b0",
        "hatch": "#71827d",
        "unknown": "#4a5652",
        "chosen": "#f0914a",
    },
}
_SHARED = ("ink", "quiet", "primary", "step-1", "step-2", "step-3", "step-4", "step-5")

COLOURS: Mapping[Literal["light", "dark"], Mapping[str, str]] = {
    theme: {**{name: chart_theme.COLOURS[theme][name] for name in _SHARED}, **own}
    for theme, own in _OWN.items()
}
