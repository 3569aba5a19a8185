"""Sampling error of openings: 90 % intervals from the relative standard errors of employment."""

from __future__ import annotations

from typing import Final

import numpy as np

from trellis.methods.alignment.model import Flags, Floats, Occupations

Z_90: Final = 1.645
TOO_IMPRECISE: Final = 30.0  # percent


def openings_of(occupations: Occupations) -> Floats:
    """Openings a year, employment × rate; a decline is no opening, so never below zero. NaN: unknown."""
    return np.maximum(occupations.employment * occupations.rate, 0.0)


def interval_of(openings: Floats, rse: Floats) -> tuple[Floats, Floats]:
    """Ends of the 90 % interval, D(1 ± z RSE / 100), not below zero; NaN where the error is not known.

    An occupation with no openings has no error.
    """
    half = np.where(openings == 0.0, 0.0, Z_90 * openings * rse / 100.0)
    return np.maximum(openings - half, 0.0), openings + half


def total_interval(openings: Floats, rse: Floats) -> tuple[float | None, float | None]:
    """Ends of the interval of the sum over occupations with known openings, whose errors are independent.

    None where one of them has an error that is not known: leaving it out would make the interval too narrow.
    """
    known = ~np.isnan(openings) & (openings > 0.0)
    errors = openings[known] * rse[known] / 100.0
    if np.isnan(errors).any():
        return None, None
    total = float(openings[known].sum())
    half = Z_90 * float(np.sqrt(np.square(errors).sum()))
    return max(total - half, 0.0), total + half


def imprecise(occupations: Occupations) -> Flags:
    """Where the sampling error is too wide to act on: above 30 %, or not known."""
    return ~(occupations.rse <= TOO_IMPRECISE)
