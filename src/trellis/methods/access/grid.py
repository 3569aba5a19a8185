"""Places and sites on one grid for one way of getting about, and sums over whoever is within reach."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.decay import Decay, gaussian_weight
from trellis.methods.access.kernels import NOWHERE, Points, bin_points, nearest, smooth_sums, step_sums
from trellis.methods.access.model import Flags, Floats, Integers, Travel
from trellis.methods.access.sphere import EARTH_KM, minutes_of, radians, squared_chord, unit_vectors

BANDS_PER_REACH = 1  # narrower bands scan fewer points that are too far, but in shorter runs
LOWEST_BAND_KM = 0.25
SLICES_PER_THREAD = 8  # so that a thread with the largest city isn't waited for
DEGREE = 13  # of the polynomial for the Gaussian: exact to rounding up to some thousand km, and unrolled
FAR_DEGREE = 40  # up to FARTHEST_KM


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
            limit, coefficients = _polynomial(self.travel, power)

            def work(some: Integers) -> None:
                smooth_sums(some, *self._where, limit, coefficients, near, out)
        else:
            edges, drops = _steps(decay, self.travel, power)

            def work(some: Integers) -> None:
                step_sums(some, *self._where, edges, drops, near, out)

        return self._unsorted(work, rows, out)

    def nearest(self, counted: Flags, *, rows: Integers | None = None) -> Floats:
        """Minutes (n_targets,) to the nearest counted source (n_sources,), infinite beyond the limit."""
        near = counted[self.sources.order].astype(np.float64)
        out = np.full((1, self.targets.n), np.inf)
        limit = squared_chord(self.travel.minutes_limit, self.travel)

        def work(some: Integers) -> None:
            nearest(some, *self._where, limit, near, out[0])

        return minutes_of(self._unsorted(work, rows, out)[0], self.travel)

    @property
    def _where(self) -> tuple[Points, Points, Floats, int]:
        return self.targets.points, self.sources.points, self.windows, self.shift

    def _unsorted(self, work: Callable[[Integers], None], rows: Integers | None, out: Floats) -> Floats:
        """Do the targets on all processors, and put the answers in the order of their table."""
        if self.sources.n and self.targets.n:
            some = np.arange(self.targets.n)
            if rows is not None:
                wanted = np.zeros(self.targets.n, np.bool_)
                wanted[rows] = True
                some = np.flatnonzero(wanted[self.targets.order])
            in_parallel(work, some)
        found = np.empty_like(out)
        found[:, self.targets.order] = out
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


def _polynomial(travel: Travel, power: int) -> tuple[float, tuple[float, ...]]:
    """The Gaussian as a polynomial in the squared chord, highest power first, by Chebyshev interpolation.

    Minutes are 2 asin(chord / 2): smooth in the squared chord up to FARTHEST_KM, so the coefficients fall six
    times from one to the next at the farthest limit and far faster at a usual one. No exponential, root or
    arc sine is left for a pair.
    """
    limit = squared_chord(travel.minutes_limit, travel)

    def weight(at: Floats) -> Floats:
        minutes = minutes_of((at + 1.0) * limit / 2.0, travel)
        raised: Floats = gaussian_weight(minutes, travel.minutes_limit) ** power
        return raised

    fitted = np.polynomial.Chebyshev.interpolate(weight, DEGREE)
    if np.abs(fitted.coef[-2:]).max() > 1e-15:
        fitted = np.polynomial.Chebyshev.interpolate(weight, FAR_DEGREE)
    powers = np.polynomial.chebyshev.cheb2poly(fitted.coef)
    coefficients = np.zeros(fitted.coef.size)  # cheb2poly drops what is zero at the end
    coefficients[: powers.size] = powers
    return limit, tuple(coefficients[::-1].tolist())


def in_parallel(work: Callable[[Integers], None], rows: Integers) -> None:
    """Do `work` for slices of the rows on all processors; it lets go of Python's lock."""
    threads = _threads()
    if threads == 1 or rows.size < 512:
        work(rows)
        return
    for _ in _pool(os.getpid()).map(work, np.array_split(rows, threads * SLICES_PER_THREAD)):
        pass


def _threads() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=1)
def _pool(process: int) -> ThreadPoolExecutor:  # by process: threads don't survive a fork
    return ThreadPoolExecutor(_threads(), thread_name_prefix=f"access-{process}")
