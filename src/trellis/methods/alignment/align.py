"""Openings against completers in one region, from the columns to every number a page shows."""

from __future__ import annotations

from typing import Final

import numpy as np

from trellis.methods.alignment.allocation import allocate
from trellis.methods.alignment.bottlenecks import find_bottlenecks
from trellis.methods.alignment.checks import check_occupations, check_parameters, check_programs
from trellis.methods.alignment.columns import count_by, sum_by
from trellis.methods.alignment.eligibility import (
    Eligible,
    PreparedCrosswalk,
    find_eligible,
    linked_occupations,
    place_socs,
    prepare,
)
from trellis.methods.alignment.model import (
    Alignment,
    Crosswalk,
    Flags,
    Floats,
    Occupations,
    Programs,
    Split,
    Totals,
)
from trellis.methods.alignment.ranks import UNKNOWN
from trellis.methods.alignment.uncertainty import imprecise, interval_of, openings_of, total_interval

METHOD_VERSION: Final = "1.0"

NO_PROGRAMS: Final = Programs(
    id=np.zeros(0, np.str_), cip=np.zeros(0, np.str_), rank=np.zeros(0, np.int8), completers=np.zeros(0)
)


def align(
    *,
    occupations: Occupations,
    programs: Programs | None,
    crosswalk: Crosswalk | PreparedCrosswalk,
    retention: float = 1.0,
    split: Split = "proportional",
) -> Alignment:
    """Openings, expected supply with its bounds, gaps, the unfilled floor and its bottleneck groups.

    `programs=None` says that the region's programs aren't known yet: supply, gaps and floor are then not
    known either. `retention` is the share (0 to 1) of graduates who stay. Prepare the crosswalk once with
    `prepare` when several regions are computed.
    """
    check_parameters(retention, split)
    check_occupations(occupations)
    known = programs is not None
    if programs is None:
        programs = NO_PROGRAMS
    check_programs(programs)
    prepared = crosswalk if isinstance(crosswalk, PreparedCrosswalk) else prepare(crosswalk)
    places = place_socs(prepared, occupations)
    eligible = find_eligible(prepared, occupations, programs, places=places)
    linked = linked_occupations(places, occupations.soc.size)
    return solve(
        occupations, programs if known else None, eligible, linked=linked, retention=retention, split=split
    )


def solve(
    occupations: Occupations,
    programs: Programs | None,
    eligible: Eligible,
    *,
    linked: Flags,
    retention: float,
    split: Split,
) -> Alignment:
    """What `align` computes once the pairs are known."""
    n_occupations, n_kinds = occupations.soc.size, eligible.n_kinds
    openings = openings_of(occupations)
    openings_low, openings_high = interval_of(openings, occupations.rse)
    unsplit = np.isnan(openings) | (occupations.entry_rank == UNKNOWN)
    counted = occupations.focal & ~unsplit

    completers = programs.completers if programs is not None else np.zeros(0)
    staying_by_program = retention * np.nan_to_num(completers, nan=0.0)
    staying = sum_by(eligible.kind, staying_by_program, n_kinds)
    allocation = allocate(eligible, openings=openings, focal=occupations.focal, staying=staying, split=split)
    supply = np.where(unsplit, np.nan, allocation.expected)
    low = np.where(occupations.entry_rank == UNKNOWN, np.nan, allocation.low)
    high = np.where(occupations.entry_rank == UNKNOWN, np.nan, allocation.high)
    bottlenecks = find_bottlenecks(eligible, openings=openings, counted=counted, staying=staying)
    if programs is None:
        supply = low = high = np.full(n_occupations, np.nan)
        bottlenecks = ()

    in_field = allocation.in_field[eligible.kind]
    reachable = count_by(eligible.pair_kind, n_kinds) > 0
    staying_or_unknown = retention * completers
    return Alignment(
        occupations=occupations,
        programs=programs,
        retention=retention,
        split=split,
        openings=openings,
        openings_low=openings_low,
        openings_high=openings_high,
        supply_expected=supply,
        supply_low=low,
        supply_high=high,
        gap=openings - supply,
        gap_low=openings_low - high,
        gap_high=openings_high - low,
        imprecise=imprecise(occupations),
        linked=linked,
        unsplit=unsplit,
        expected_in_field=in_field * staying_or_unknown,
        expected_elsewhere=np.where(reachable[eligible.kind], 1.0 - in_field, 0.0) * staying_or_unknown,
        unplaced=np.flatnonzero((reachable & ~allocation.placed)[eligible.kind]),
        uncounted=np.flatnonzero(np.isnan(completers)),
        totals=_totals(
            occupations,
            eligible,
            openings=openings,
            supply=supply,
            completers=completers,
            retention=retention,
            floor=sum(group.short for group in bottlenecks) if programs is not None else None,
        ),
        bottlenecks=bottlenecks,
        eligible=eligible,
    )


def _totals(
    occupations: Occupations,
    eligible: Eligible,
    *,
    openings: Floats,
    supply: Floats,
    completers: Floats,
    retention: float,
    floor: float | None,
) -> Totals:
    """Sums over the focal occupations; a graduate who can go to several of them is one graduate."""
    focal = occupations.focal
    total = float(np.nansum(openings[focal]))
    low, high = total_interval(openings[focal], occupations.rse[focal])
    if floor is None:
        unknown = dict.fromkeys(
            ("completers", "supply_expected", "supply_low", "supply_high", "gap", "gap_low", "gap_high")
        )
        return Totals(
            openings=total,
            openings_low=low,
            openings_high=high,
            short_expected=None,
            unfilled_floor=None,
            **unknown,
        )
    pair_kind, n_kinds = eligible.pair_kind, eligible.n_kinds
    to_focal = sum_by(pair_kind, focal[eligible.pair_occupation], n_kinds)[eligible.kind]
    to_any = count_by(pair_kind, n_kinds)[eligible.kind]
    graduates = np.nan_to_num(completers, nan=0.0)
    can = float(graduates[to_focal > 0].sum())
    must = float(graduates[(to_focal > 0) & (to_focal == to_any)].sum())
    expected = float(np.nansum(supply[focal]))
    return Totals(
        openings=total,
        openings_low=low,
        openings_high=high,
        completers=can,
        supply_expected=expected,
        supply_low=retention * must,
        supply_high=retention * can,
        gap=total - expected,
        gap_low=None if low is None else low - retention * can,
        gap_high=None if high is None else high - retention * must,
        short_expected=float(np.nansum(np.maximum(openings - supply, 0.0)[focal])),
        unfilled_floor=floor,
    )
