"""Places and sites on one grid for one way of getting about, and sums over whoever is within reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.binning import bin_points
from trellis.methods.access.decay import Decay, binary, gaussian_end, gaussian_weight
from trellis.methods.access.kernels import (
    NOWHERE,
    Points,
    list_near,
    nearest,
    smooth_sums,
    step_sums,
)
from trellis.methods.access.model import Flags, Floats, Integers, Travel
from trellis.methods.access.parallel import in_parallel
from trellis.methods.access.sphere import EARTH_KM, minutes_of, radians, squared_chord, unit_vectors

BANDS_PER_REACH = 1  # narrower bands scan fewer points that are too far, but in shorter runs
LOWEST_BAND_KM = 0.25
# Of polynomials in the squared chord, the first that is exact; few, because each is compiled.
DEGREES = (5, 13, 40)
EXACT = 1e-15  # the last two coefficients


@dataclass(frozen=True, slots=True)
class Binned:
    """Points sorted by cell, and where they came from."""

    points: Points
    order: NDArray[np.int32]  # row in the table of each sorted point
    lowest: int  # band 0, counted from the south pole

    @property
    def n(self) -> int:
        """How many points."""
        return int(self.order.size)


@dataclass(frozen=True, slots=True)
class Direction:
    """From targets, which add up, to the sources near them."""

    targets: Binned
    sources: Binned
    windows: Floats  # (n_target_bands, 2 span + 1) half width in longitude, radians; NOWHERE for none
    travel: Travel

    @property
    def shift(self) -> int:
        """From a band of the targets to the same of the sources."""
        return self.targets.lowest - self.sources.lowest

    def sums(self, values: Floats, decay: Decay, *, power: int = 1, rows: Integers | None = None) -> Floats:
        """Σ values (q, n_sources) × W^power over the sources within the limit: (q, n_targets).

        With `rows` (positions in the table of targets) only those are added up, and the others are 0.
        """
        near = np.ascontiguousarray(values[:, self.sources.order])
        out = np.zeros((values.shape[0], self.targets.n))
        if decay.shape == "gaussian":
            self._each(smooth_sums, rows, *_gaussian(self.travel), power, near, out)
        else:
            self._each(step_sums, rows, *_steps(decay, self.travel, power), near, out)
        return self._unsorted(out)

    def nearest(self, counted: Flags, *, rows: Integers | None = None) -> Floats:
        """Minutes (n_targets,) to the nearest counted source (n_sources,), infinite beyond the limit."""
        near = counted[self.sources.order].astype(np.float64)
        out = np.full(self.targets.n, np.inf)
        self._each(nearest, rows, squared_chord(self.travel.minutes_limit, self.travel), near, out)
        return minutes_of(self._unsorted(out), self.travel)

    def pairs(self) -> tuple[Integers, NDArray[np.int32], Floats]:
        """Every target with its sources, in CSR: start (n_targets + 1,), source and minutes (n_pairs,)."""
        counts = self.sums(np.ones((1, self.sources.n)), binary())[0][self.targets.order]
        start = np.concatenate([[0], np.cumsum(np.rint(counts).astype(np.int64))])
        near = np.zeros(start[-1], np.int32)
        squares = np.zeros(start[-1])
        self._each(
            list_near, None, squared_chord(self.travel.minutes_limit, self.travel), start, near, squares
        )
        target = np.repeat(self.targets.order, np.diff(start))
        source = self.sources.order[near]
        order = np.lexsort((source, target))
        starts = np.searchsorted(target[order], np.arange(self.targets.n + 1))
        return starts, source[order], minutes_of(squares, self.travel)[order]

    @property
    def where(self) -> tuple[Points, Points, Floats, int]:
        """What the compiled loops need to know of it."""
        return self.targets.points, self.sources.points, self.windows, self.shift

    def _each(self, kernel: Callable[..., None], rows: Integers | None, *rest: Any) -> None:
        """Run a kernel for the targets asked for, on all processors."""
        some = np.arange(self.targets.n)
        if rows is not None:
            wanted = np.zeros(self.targets.n, np.bool_)
            wanted[rows] = True
            some = np.flatnonzero(wanted[self.targets.order])
        if self.sources.n and some.size:
            in_parallel(kernel, some, *self.where, *rest)

    def _unsorted(self, out: Floats) -> Floats:
        """Answers (…, n_targets) in the order of the table of targets."""
        found = np.empty_like(out)
        found[..., self.targets.order] = out
        return found


def bin_all(latitude: Floats, longitude: Floats, travel: Travel) -> Binned:
    """Points (degrees) sorted by cells that fit the reach of `travel`."""
    lat, lon = radians(latitude, longitude)
    height = _height(travel)
    lowest, highest = 0, -1
    if lat.size:
        lowest, highest = (int(np.floor((edge + np.pi / 2) / height)) for edge in (lat.min(), lat.max()))
    order, band, *tables = bin_points(lat, lon, height, lowest, highest - lowest + 1)
    lat, lon = lat[order], lon[order]
    return Binned(Points(*unit_vectors(lat, lon), lon, band, *tables), order, lowest)


def direction(targets: Binned, sources: Binned, travel: Travel) -> Direction:
    """The way from targets to sources, both binned for the same travel."""
    return Direction(targets, sources, _windows(targets, travel), travel)


def _reach_angle(travel: Travel) -> float:
    return 2.0 * float(np.arcsin(np.sqrt(squared_chord(travel.minutes_limit, travel)) / 2.0)) + 1e-12


def _height(travel: Travel) -> float:
    """Height of a band in radians, a hair more than a part of the reach."""
    return max(_reach_angle(travel) / BANDS_PER_REACH * (1.0 + 1e-9), LOWEST_BAND_KM / EARTH_KM)


def _windows(targets: Binned, travel: Travel) -> Floats:
    """How far in longitude a source within reach can be, by band of the target and offset of its own.

    From hav(reach) ≥ hav(Δlatitude) + cos cos hav(Δlongitude), with the least that the bands allow.
    """
    reach, height = _reach_angle(travel), _height(travel)
    span = int(np.ceil(reach / height))
    offsets = np.arange(-span, span + 1)
    band = targets.lowest + np.arange(targets.points.west.size)[:, np.newaxis]

    def least_cosine(number: NDArray[Any]) -> Floats:
        south = np.clip(number * height - np.pi / 2, -np.pi / 2, np.pi / 2)
        north = np.clip((number + 1) * height - np.pi / 2, -np.pi / 2, np.pi / 2)
        return np.maximum(np.minimum(np.cos(south), np.cos(north)), 0.0)

    between = np.maximum(np.abs(offsets) - 1, 0) * height
    left = np.sin(reach / 2) ** 2 - np.sin(between / 2) ** 2
    across = least_cosine(band) * least_cosine(band + offsets)
    share = np.maximum(left, 0.0) / np.maximum(across, 1e-300)
    half = np.where(share < 1.0, 2.0 * np.arcsin(np.sqrt(np.minimum(share, 1.0))) + 1e-9, 4.0)
    return np.where(left < 0.0, NOWHERE, half)


def _steps(decay: Decay, travel: Travel, power: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Edges as squared chords, and by how much the weight drops past each."""
    edges, weights = decay.within(travel.minutes_limit)
    raised = np.array((*weights, 0.0)) ** power
    squared = tuple(squared_chord(edge, travel) for edge in edges)
    return squared, tuple((raised[:-1] - raised[1:]).tolist())


def _gaussian(travel: Travel) -> tuple[float, tuple[float, ...]]:
    """The Gaussian as a polynomial, see `_polynomial`, up to where it ends."""

    def weight(squared: Floats) -> Floats:
        return gaussian_weight(minutes_of(squared, travel), travel.minutes_limit)

    return _polynomial(weight, squared_chord(gaussian_end(travel.minutes_limit), travel))


def angle_over_chord(travel: Travel) -> tuple[float, tuple[float, ...]]:
    """How much longer the way along the globe is than the chord, as a polynomial, see `_polynomial`."""

    def ratio(squared: Floats) -> Floats:
        chord = np.sqrt(np.maximum(squared, 1e-30))
        found: Floats = 2.0 * np.arcsin(chord / 2.0) / chord
        return found

    return _polynomial(ratio, squared_chord(travel.minutes_limit, travel))


def _polynomial(function: Callable[[Floats], Floats], limit: float) -> tuple[float, tuple[float, ...]]:
    """A function of the squared chord as a polynomial in 2 × squared chord / limit − 1, after that limit.

    Highest power first, by Chebyshev interpolation. What is asked for is smooth in the squared chord up to
    FARTHEST_KM: the coefficients fall six times from one to the next at the farthest limit and far faster at
    a usual one. No exponential, root or arc sine is left for a pair.
    """
    for degree in DEGREES:
        fitted = np.polynomial.Chebyshev.interpolate(lambda at: function((at + 1.0) * limit / 2.0), degree)
        if np.abs(fitted.coef[-2:]).max() <= EXACT:
            break
    powers = np.polynomial.chebyshev.cheb2poly(fitted.coef)
    coefficients = np.zeros(fitted.coef.size)  # cheb2poly drops what is zero at the end
    coefficients[: powers.size] = powers
    return limit, tuple(coefficients[::-1].tolist())
