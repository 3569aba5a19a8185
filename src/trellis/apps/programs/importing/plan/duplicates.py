"""Finds rows that seem to be what is there already: near names, the same place, the same time.

Only pairs that share a place and a first day are compared at all (rows without a day with all of that
place), so that 20,000 rows take seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from rapidfuzz import fuzz, process

from trellis.apps.programs.geocoding.offline import distance_km
from trellis.apps.programs.importing.plan.existing import Existing
from trellis.apps.programs.importing.plan.names import numbers_in, plain, plain_address
from trellis.apps.programs.importing.plan.sites import SAME_SITE_KM

# token_sort_ratio of the programs' names, from which on they may be the same, and of the organizations'.
NEAR_NAME: Final = 88.0
NEAR_ORGANIZATION: Final = 70.0
# Where one name is as good as the other, the organization may be written in another way altogether.
SAME_NAME: Final = 96.0
_MOST_IN_BLOCK: Final = 4_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared of a row or of a session: `ref` is ("row", number) or ("entry", session)."""

    ref: tuple[str, int]
    program: str
    organization: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Likeness:
    """That a row seems to be another candidate; `score` is 0 to 100."""

    row: int
    of: Candidate
    score: float


def candidate(ref: tuple[str, int], values: dict[str, Any]) -> Candidate:
    """What is compared of these values."""
    return Candidate(ref, plain(values.get("program", "")), plain(values.get("organization", "")), values)


def of_sessions(existing: Existing, leave_out: set[int]) -> list[Candidate]:
    """The directory's sessions, but those that a row is matched with already."""
    programs, sites = existing.entries["program"], existing.entries["site"]
    organizations = existing.entries["organization"]
    found = []
    for session in existing.of("session"):
        program = programs.get(session.links["program_id"] or 0)
        if session.pk in leave_out or program is None:
            continue
        owner = organizations[program.links["organization_id"] or 0]
        site = sites.get(session.links["site_id"] or 0)
        values = {key: value for key, value in session.values.items() if value not in (None, "", [])}
        values |= {"program": program.values["name"], "organization": owner.values["name"]}
        if site is not None:
            values |= {key: site.values[key] for key in _PLACE if site.values[key] not in (None, "")}
        found.append(candidate(("entry", session.pk), values))
    return found


_PLACE: Final = ("address", "city", "zip_code", "latitude", "longitude")


def find(rows: Sequence[Candidate], others: Iterable[Candidate]) -> dict[int, Likeness]:
    """{row number: what it seems to be}: the best of the directory's entries and of the rows above it."""
    blocks: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    everything = [*others, *rows]
    first_row = len(everything) - len(rows)
    for at, each in enumerate(everything):
        for key in _places(each.values):
            blocks[key].append(at)
    best: dict[int, Likeness] = {}
    for members in blocks.values():
        if members[-1] >= first_row and len(members) > 1:
            for group in _by_day(everything, members):
                _compare(everything, group, first_row, best)
    return best


def _places(values: dict[str, Any]) -> set[tuple[Any, ...]]:
    """The places under which something may be found again."""
    keys: set[tuple[Any, ...]] = set()
    if values.get("address"):
        keys.add(("address", plain_address(values["address"])))
    if values.get("latitude") is not None:
        keys.add(("cell", round(values["latitude"], 2), round(values["longitude"], 2)))
    if not keys:
        keys.add(("zip", values.get("zip_code", "")[:5], plain(values.get("city", ""))))
    return keys


def _by_day(everything: Sequence[Candidate], members: list[int]) -> Iterable[list[int]]:
    """Groups that share a first day; those without one belong to every group."""
    days: dict[str, list[int]] = defaultdict(list)
    for at in members:
        days[everything[at].values.get("starts_on", "")].append(at)
    undated = days.pop("", [])
    if not days:
        return [undated]
    return [sorted([*dated, *undated]) for dated in days.values()]


def _compare(
    everything: Sequence[Candidate], group: list[int], first_row: int, best: dict[int, Likeness]
) -> None:
    new = [at for at in group if at >= first_row][:_MOST_IN_BLOCK]
    if not new or len(group) < 2:
        return
    group = group[: 2 * _MOST_IN_BLOCK]
    names = [everything[at].program for at in group]
    scores = process.cdist(
        [everything[at].program for at in new],
        names,
        scorer=fuzz.token_sort_ratio,
        score_cutoff=NEAR_NAME,
        dtype=np.float32,
    )
    for left, right in zip(*np.nonzero(scores), strict=True):
        at, other = new[left], group[right]
        if other >= at:
            continue
        score = _likeness(everything[at], everything[other], float(scores[left, right]))
        row = everything[at].ref[1]
        if score and (row not in best or score > best[row].score):
            best[row] = Likeness(row, everything[other], score)


def _likeness(row: Candidate, other: Candidate, name_score: float) -> float:
    """How alike two are, 0 where something says that they are not the same."""
    if numbers_in(row.program) != numbers_in(other.program):
        return 0.0
    for field in ("starts_on", "starts_at", "days", "age_min", "age_max", "mode"):
        mine, theirs = row.values.get(field), other.values.get(field)
        if mine is not None and theirs is not None and mine != theirs:
            return 0.0
    if not _same_place(row.values, other.values):
        return 0.0
    organizations = fuzz.token_set_ratio(row.organization, other.organization)
    if organizations < NEAR_ORGANIZATION and name_score < SAME_NAME:
        return 0.0
    return round(0.7 * name_score + 0.3 * max(organizations, 50.0), 1)


def _same_place(mine: dict[str, Any], theirs: dict[str, Any]) -> bool:
    if mine.get("latitude") is not None and theirs.get("latitude") is not None:
        apart = distance_km(mine["latitude"], mine["longitude"], theirs["latitude"], theirs["longitude"])
        if apart <= SAME_SITE_KM:
            return True
    if mine.get("address") and theirs.get("address"):
        same = plain_address(mine["address"]) == plain_address(theirs["address"])
        return same and (mine.get("zip_code") or theirs.get("zip_code")) == (
            theirs.get("zip_code") or mine.get("zip_code")
        )
    if mine.get("latitude") is not None and theirs.get("latitude") is not None:
        return False
    has_place = bool(mine.get("address") or mine.get("latitude") is not None)
    other_has = bool(theirs.get("address") or theirs.get("latitude") is not None)
    return has_place == other_has or (mine.get("zip_code") or "") == (theirs.get("zip_code") or "")
