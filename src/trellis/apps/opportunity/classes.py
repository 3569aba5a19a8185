"""Five classes of one hue for a column of the neighborhoods, one for none and one for not known, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from numpy.typing import NDArray

from trellis.apps.core.ui.figures import exact
from trellis.apps.opportunity.answers import HUNDRED, seats_for_hundred

if TYPE_CHECKING:
    from trellis.apps.core.ui.map import Step
    from trellis.apps.opportunity.reading import Reading

Floats = NDArray[np.float64]
LayerKey = Literal["access", "minutes", "seats", "left_out"]

STEPS: Final = 5
STEP_NAMES: Final[dict[int, Step]] = {-2: "unknown", -1: "none", 0: 0, 1: 1, 2: 2, 3: 3, 4: 4}


@dataclass(frozen=True, slots=True)
class Layer:
    """One picture over the neighborhoods.

    key: of its addresses. label: on its button. title: above its legend. unit: what a class counts, with
    “{n}” for its limits. none, unknown: the words of the classes without a color. fewer_is_more: whether a
    small figure is the good one, so that it gets the strong color.
    """

    key: LayerKey
    label: Any
    title: Any
    unit: Any
    none: Any
    fewer_is_more: bool = False


LAYERS: Final[dict[str, Layer]] = {
    "access": Layer(
        "access",
        gettext_lazy("Seats for each 100"),
        gettext_lazy("Seats in reach for each 100 young people"),
        gettext_lazy("{n} seats for each 100 young people"),
        gettext_lazy("no seat in reach"),
    ),
    "minutes": Layer(
        "minutes",
        gettext_lazy("Nearest seat"),
        gettext_lazy("Minutes to the nearest seat"),
        gettext_lazy("{n} minutes to the nearest seat"),
        gettext_lazy("no seat in reach"),
        fewer_is_more=True,
    ),
    "seats": Layer(
        "seats",
        gettext_lazy("Seats in reach"),
        gettext_lazy("Seats in reach, shared with everybody near"),
        gettext_lazy("{n} seats in reach"),
        gettext_lazy("no seat in reach"),
    ),
    "left_out": Layer(
        "left_out",
        gettext_lazy("Who is left out"),
        gettext_lazy("Young people who reach no seat"),
        gettext_lazy("{n} young people who reach no seat"),
        gettext_lazy("nobody is left out"),
    ),
}


@dataclass(frozen=True, slots=True)
class Classed:
    """A layer over n neighborhoods: the class of each, the figure behind it, the legend from most to least.

    step: (n,) 0 to 4, -1 for none, -2 for not known. limits: the inner limits between classes.
    """

    layer: Layer
    step: NDArray[np.int8]
    values: Floats
    legend: tuple[tuple[Step, str], ...]
    format: Callable[[float], str]

    def step_at(self, row: int) -> Step:
        """Return the class of a neighborhood as maps name it."""
        return named(int(self.step[row]))

    def label_at(self, row: int) -> str:
        """Return what a neighborhood has, in words."""
        step = int(self.step[row])
        if step == -2:
            return _("not known")
        if step == -1:
            return str(self.layer.none)
        return str(self.layer.unit).replace("{n}", self.format(float(self.values[row])))


def named(step: int) -> Step:
    """Return a class as maps name it."""
    return STEP_NAMES[step]


def classed(reading: Reading, key: str) -> Classed:
    """Return a layer's classes: fifths of the neighborhoods that have any, at round limits."""
    layer = LAYERS[key]
    values, unknown = _values(reading, layer.key)
    none = ~unknown & (~np.isfinite(values) | (values <= 0))
    if layer.key == "minutes":
        none = ~unknown & ~np.isfinite(values)
    some = ~unknown & ~none
    limits = inner_limits(values[some])
    step = np.full(values.size, -2, dtype=np.int8)
    step[none] = -1
    found = np.searchsorted(limits, values[some], side="right")
    last = limits.size
    step[some] = _spread(last - found if layer.fewer_is_more else found, last + 1)
    form = _seats if layer.key == "access" else _whole
    legend = _legend(
        layer, limits, values[some], form, has_none=bool(none.any()), has_unknown=bool(unknown.any())
    )
    return Classed(layer, step, values, legend, form)


def inner_limits(values: Floats) -> Floats:
    """Return up to four rising limits that cut values into fifths, rounded to two digits, each once."""
    if not values.size:
        return np.empty(0)
    fifths = np.quantile(values, [0.2, 0.4, 0.6, 0.8])
    rounded = np.unique([float(f"{value:.2g}") for value in fifths.tolist()])
    return rounded[(rounded > values.min()) & (rounded <= values.max())]


def _values(reading: Reading, key: LayerKey) -> tuple[Floats, NDArray[np.bool_]]:
    people, left_out = reading.column("people"), reading.column("left_out")
    if key == "left_out":
        return np.round(np.nan_to_num(people) * left_out, 1), ~np.isfinite(people)
    column = reading.column(key)
    if key == "access":
        return column * HUNDRED, ~np.isfinite(column)
    return column, np.zeros(column.size, dtype=np.bool_)


def _spread(step: NDArray[Any], count: int) -> NDArray[np.int8]:
    """Spread fewer than five classes over the five colors, so that the most keeps the strongest."""
    if count >= STEPS:
        return step.astype(np.int8)
    colors = {1: [3], 2: [1, 4], 3: [0, 2, 4], 4: [0, 1, 3, 4]}[count]
    return np.array(colors, dtype=np.int8)[step]


def _legend(
    layer: Layer,
    limits: Floats,
    values: Floats,
    form: Callable[[float], str],
    *,
    has_none: bool,
    has_unknown: bool,
) -> tuple[tuple[Step, str], ...]:
    lines: list[tuple[Step, str]] = []
    if values.size:
        count = limits.size + 1
        order = np.arange(count)
        colors = _spread(order[::-1] if layer.fewer_is_more else order, count)
        for place in range(count):
            lines.append(
                (named(int(colors[place])), str(layer.unit).replace("{n}", _range(limits, place, form)))
            )
    if not layer.fewer_is_more:
        lines.reverse()
    if has_none:
        lines.append(("none", str(layer.none)))
    if has_unknown:
        lines.append(("unknown", _("not known")))
    return tuple(lines)


def _range(limits: Floats, place: int, form: Callable[[float], str]) -> str:
    if not limits.size:
        return _("some")
    if place == 0:
        return _("fewer than %(limit)s") % {"limit": form(float(limits[0]))}
    if place == limits.size:
        return _("%(limit)s or more") % {"limit": form(float(limits[-1]))}
    return _("%(low)s to %(high)s") % {
        "low": form(float(limits[place - 1])),
        "high": form(float(limits[place])),
    }


def _seats(value: float) -> str:
    return seats_for_hundred(value / HUNDRED)


def _whole(value: float) -> str:
    return exact(value)
