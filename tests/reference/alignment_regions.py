"""Regions made up from a seed, as large and irregular as published ones, to compare and to time with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from trellis.methods.alignment import Crosswalk, Occupations, Programs

N_OCCUPATIONS = 800
N_FOCAL = 110
N_FIELDS = 2000  # 6-digit
N_LINKS = 6000
N_PROGRAMS = 700
WEIGHT_OF_ENTRY = (0.45, 0.11, 0.06, 0.27, 0.06, 0.05)  # as in the BLS table, rank 0 to 5
WEIGHT_OF_RANK = (0.0, 0.34, 0.2, 0.28, 0.13, 0.05)


@dataclass(frozen=True)
class Problem:
    """One region and the crosswalk to see it with."""

    title: str
    occupations: Occupations
    programs: Programs
    crosswalk: Crosswalk


@dataclass(frozen=True)
class Nation:
    """What regions have in common."""

    soc: np.ndarray
    rate: np.ndarray
    entry_rank: np.ndarray
    focal: np.ndarray
    cip: np.ndarray
    crosswalk: Crosswalk


def nation(
    rng: np.random.Generator,
    *,
    n_occupations: int = N_OCCUPATIONS,
    n_focal: int = N_FOCAL,
    n_fields: int = N_FIELDS,
    n_links: int = N_LINKS,
) -> Nation:
    """Occupations, fields of study and links between neighbours, so that bottlenecks come about."""
    numbers = np.sort(rng.choice(np.arange(1, 9000), n_occupations, replace=False))
    soc = np.array([f"{11 + n // 1000 * 2:02d}-{1000 + n % 1000 * 9:04d}" for n in numbers])
    fields = np.sort(rng.choice(50 * 30 * 10, n_fields, replace=False))
    cip = np.array([f"{1 + n // 300:02d}.{n // 10 % 30:02d}{n % 10 * 7 + 1:02d}" for n in fields])
    field = rng.integers(0, n_fields, n_links)
    near = field * n_occupations // n_fields + rng.integers(-15, 16, n_links)
    pairs = np.unique(np.column_stack([field, np.clip(near, 0, n_occupations - 1)]), axis=0)
    start = int(rng.integers(0, n_occupations - n_focal + 1))
    focal = np.zeros(n_occupations, dtype=np.bool_)
    focal[start : start + n_focal] = True
    entry = rng.choice(6, n_occupations, p=WEIGHT_OF_ENTRY).astype(np.int8)
    entry[rng.random(n_occupations) < 0.01] = -1
    rate = rng.uniform(0.04, 0.15, n_occupations)
    rate[rng.random(n_occupations) < 0.02] = np.nan
    rate[rng.random(n_occupations) < 0.02] *= -1
    links = Crosswalk(cip=cip[pairs[:, 0]], soc=soc[pairs[:, 1]])
    return Nation(soc=soc, rate=rate, entry_rank=entry, focal=focal, cip=cip, crosswalk=links)


def region(
    rng: np.random.Generator, whole: Nation, *, title: str, n_programs: int = N_PROGRAMS, four_digits: bool
) -> Problem:
    """A region with some occupations missing or unpublished, and programs with a long tail."""
    there = np.flatnonzero(rng.random(whole.soc.size) < 0.85)
    employment = np.round(rng.lognormal(5.5, 1.6, there.size), -1)
    employment[rng.random(there.size) < 0.1] = np.nan
    rse = np.clip(rng.lognormal(2.5, 0.6, there.size), 0.5, 50.0).round(1)
    rse[np.isnan(employment) | (rng.random(there.size) < 0.02)] = np.nan
    occupations = Occupations(
        soc=whole.soc[there],
        employment=employment,
        rse=rse,
        rate=whole.rate[there],
        entry_rank=whole.entry_rank[there],
        focal=whole.focal[there],
        median_wage=rng.lognormal(11.0, 0.4, there.size).round(-1),
    )
    cip = rng.choice(whole.cip, n_programs)
    if four_digits:
        cip = cip.astype("<U5")
    completers = np.round(rng.lognormal(2.3, 1.3, n_programs))
    completers[rng.random(n_programs) < 0.02] = np.nan
    programs = Programs(
        id=np.array([f"p{number}" for number in range(n_programs)], dtype=np.str_),
        cip=cip,
        rank=rng.choice(6, n_programs, p=WEIGHT_OF_RANK).astype(np.int8),
        completers=completers,
    )
    return Problem(title=title, occupations=occupations, programs=programs, crosswalk=whole.crosswalk)


def problems(n_regions: int, *, seed: int) -> Iterator[Problem]:
    """Regions of realistic size; every other one has its programs at six digits."""
    rng = np.random.default_rng(seed)
    whole = nation(rng)
    for number in range(n_regions):
        n_programs = int(np.clip(rng.lognormal(6.2, 0.8), 20, 4000))
        yield region(rng, whole, title=f"area {number}", n_programs=n_programs, four_digits=number % 2 == 0)


def small_problem(seed: int) -> Problem:
    """A region small enough that a slow peer answers at once."""
    rng = np.random.default_rng(seed)
    n_occupations = int(rng.integers(2, 40))
    whole = nation(
        rng,
        n_occupations=n_occupations,
        n_focal=int(rng.integers(1, n_occupations + 1)),
        n_fields=int(rng.integers(2, 60)),
        n_links=int(rng.integers(1, 150)),
    )
    return region(
        rng,
        whole,
        title=f"seed {seed}",
        n_programs=int(rng.integers(0, 60)),
        four_digits=bool(rng.integers(2)),
    )
