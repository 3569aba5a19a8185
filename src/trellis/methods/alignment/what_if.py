"""What if a program graduated more, or fewer, or there were a new one: solved again, not extrapolated."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import numpy as np

from trellis.methods.alignment.align import solve
from trellis.methods.alignment.checks import check_programs
from trellis.methods.alignment.eligibility import find_eligible, place_socs
from trellis.methods.alignment.errors import (
    BelowZero,
    DuplicateProgram,
    NotFinite,
    SupplyUnknown,
    TooManyCompleters,
    UnknownProgram,
)
from trellis.methods.alignment.model import Alignment, Change, MoreCompleters, NewProgram, Programs

MOST_COMPLETERS: Final = 100_000  # a year; more than all of a large state's graduates in one field


def what_if(alignment: Alignment, changes: Iterable[Change]) -> Alignment:
    """The region with other graduate numbers. Several changes to one program add up."""
    programs = alignment.programs
    if programs is None:
        raise SupplyUnknown("The region's programs aren't known yet; place its colleges first.")
    changed = _changed(programs, tuple(changes))
    eligible = alignment.eligible
    if changed.id.size > programs.id.size:
        check_programs(changed)
        places = place_socs(eligible.crosswalk, alignment.occupations)
        eligible = find_eligible(eligible.crosswalk, alignment.occupations, changed, places=places)
    return solve(
        alignment.occupations,
        changed,
        eligible,
        linked=alignment.linked,
        retention=alignment.retention,
        split=alignment.split,
    )


def _changed(programs: Programs, changes: tuple[Change, ...]) -> Programs:
    """The programs after the changes, new ones at the end; refuses a change that can't be."""
    row = {name: place for place, name in enumerate(programs.id.tolist())}
    completers = programs.completers.copy()
    added: list[NewProgram] = []
    for change in changes:
        _check_size(change)
        if isinstance(change, NewProgram):
            if change.id in row:
                raise DuplicateProgram(
                    f"There is a program {change.id!r} already; change that one, or name another."
                )
            if change.completers < 0:
                raise BelowZero(f"A new program can't have {change.completers:g} graduates a year.")
            row[change.id] = programs.id.size + len(added)
            added.append(change)
        elif change.program not in row or row[change.program] >= programs.id.size:
            raise UnknownProgram(f"No program {change.program!r} in this region.")
        else:
            place = row[change.program]
            completers[place] = _added(change, float(completers[place]))
    if not added:
        return Programs(id=programs.id, cip=programs.cip, rank=programs.rank, completers=completers)
    return Programs(
        id=np.concatenate([programs.id, [new.id for new in added]]),
        cip=np.concatenate([programs.cip, [new.cip for new in added]]),
        rank=np.concatenate([programs.rank, np.array([new.rank for new in added], dtype=np.int8)]),
        completers=np.concatenate([completers, [new.completers for new in added]]),
    )


def _check_size(change: MoreCompleters | NewProgram) -> None:
    if not math.isfinite(change.completers):
        raise NotFinite(f"The number of graduates has to be a number; {change.completers} is not.")
    if abs(change.completers) > MOST_COMPLETERS:
        raise TooManyCompleters(
            f"{change.completers:,.0f} graduates a year is more than any program could have; "
            f"try {MOST_COMPLETERS:,} or fewer."
        )


def _added(change: MoreCompleters, now: float) -> float:
    """Graduates after the change; a program whose graduates weren't known is counted from none."""
    now = 0.0 if math.isnan(now) else now
    if now + change.completers < 0:
        raise BelowZero(
            f"Program {change.program!r} has {now:g} graduates a year; "
            f"{-change.completers:g} fewer would be less than none."
        )
    return now + change.completers
