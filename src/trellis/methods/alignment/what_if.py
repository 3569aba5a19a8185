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
    InvalidInput,
    NotFinite,
    SupplyUnknown,
    TooManyCompleters,
    UnknownProgram,
)
from trellis.methods.alignment.model import Alignment, Change, NewProgram, Programs
from trellis.methods.alignment.ranks import HIGHEST

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
    more: dict[str, float] = {}
    added: dict[str, NewProgram] = {}
    for change in changes:
        if isinstance(change, NewProgram):
            if change.id in row or change.id in added:
                raise DuplicateProgram(
                    f"There is a program {change.id!r} already; change that one, or name another."
                )
            added[change.id] = _possible(change)
        elif change.program in row:
            more[change.program] = more.get(change.program, 0.0) + change.completers
        else:
            raise UnknownProgram(f"No program {change.program!r} in this region.")
    completers = programs.completers.copy()
    for name, change_by in more.items():
        completers[row[name]] = _after(name, float(completers[row[name]]), change_by)
    new = tuple(added.values())
    if not new:
        return Programs(id=programs.id, cip=programs.cip, rank=programs.rank, completers=completers)
    return Programs(
        id=np.concatenate([programs.id, [program.id for program in new]]),
        cip=np.concatenate([programs.cip, [program.cip for program in new]]),
        rank=np.concatenate([programs.rank, np.array([program.rank for program in new], dtype=np.int8)]),
        completers=np.concatenate([completers, [program.completers for program in new]]),
    )


def _possible(new: NewProgram) -> NewProgram:
    """The new program, if it can be."""
    _check_size(new.completers)
    if new.completers < 0:
        raise BelowZero(f"A new program can't have {new.completers:g} graduates a year.")
    if not 0 <= new.rank <= HIGHEST:
        raise InvalidInput(f"Program {new.id!r}: {new.rank} is not a credential's rank, from 0 to {HIGHEST}.")
    return new


def _after(program: str, now: float, change_by: float) -> float:
    """Graduates after the change; a program whose graduates weren't known is counted from none."""
    _check_size(change_by)
    now = 0.0 if math.isnan(now) else now
    if now + change_by < 0:
        raise BelowZero(
            f"Program {program!r} has {now:g} graduates a year; {-change_by:g} fewer would be less than none."
        )
    return now + change_by


def _check_size(completers: float) -> None:
    """Refuse a number of graduates that is none, or more than any program could have."""
    if not math.isfinite(completers):
        raise NotFinite(f"The number of graduates has to be a number; {completers} is not.")
    if abs(completers) > MOST_COMPLETERS:
        raise TooManyCompleters(
            f"{completers:,.0f} graduates a year is more than any program could have; "
            f"try {MOST_COMPLETERS:,} or fewer."
        )
