"""Who can go where: the pairs of a program and an occupation, by field of study and by education.

Whether a program can lead to an occupation depends on its field and credential only. So programs of the same
(CIP, rank) are one *kind*, and everything is worked out on kinds: a region has a few hundred, the nation
about two thousand behind 220,000 programs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trellis.methods.alignment.codes import SIX_DIGIT_STEPS, cip_keys, soc_keys
from trellis.methods.alignment.columns import distinct, ranges
from trellis.methods.alignment.model import Crosswalk, Flags, Integers, Occupations, Programs, Ranks

MAX_STEPS_ABOVE_ENTRY = 2  # a bachelor's takes up work that asks for a certificate, a master's hardly ever
RANK_STEPS = 8  # ranks -1 to 5 fit below


@dataclass(frozen=True, slots=True)
class Table:
    """Links sorted by key: occupation numbers `soc[start[k]:start[k + 1]]` belong to `keys[k]`."""

    keys: Integers
    start: Integers
    soc: Integers

    def find(self, wanted: Integers) -> tuple[Integers, Integers]:
        """Rows of `wanted` that have links, repeated once a link, and the links' occupation numbers."""
        if self.keys.size == 0 or wanted.size == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        place = np.minimum(np.searchsorted(self.keys, wanted), self.keys.size - 1)
        counts = np.where(self.keys[place] == wanted, self.start[place + 1] - self.start[place], 0)
        rows, within = ranges(counts)
        return rows, self.soc[self.start[place][rows] + within]


@dataclass(frozen=True, slots=True)
class PreparedCrosswalk:
    """A crosswalk sorted for look-up; prepared once, used for any number of regions."""

    links: Crosswalk
    socs: Integers  # (n_socs,) sorted keys of every occupation it names
    four: Table  # every link, by the first four digits of its field
    six: Table  # links of 6-digit fields, by all six
    four_only: Table  # links of 4-digit fields, by the four

    def find(self, fields: Integers) -> tuple[Integers, Integers]:
        """Rows of `fields` (CIP keys) and occupation numbers (into `socs`), a row a link, no doubles."""
        first, short = np.divmod(fields, SIX_DIGIT_STEPS)
        is_four = short == 0
        if is_four.all():
            return self.four.find(first)
        found = [
            self.four.find(np.where(is_four, first, -1)),
            self.six.find(np.where(is_four, -1, fields)),
            self.four_only.find(np.where(is_four, -1, first)),
        ]
        rows = np.concatenate([rows for rows, _ in found])
        socs = np.concatenate([socs for _, socs in found])
        width = max(self.socs.size, 1)
        return np.divmod(distinct(rows * width + socs), width)


def prepare(crosswalk: Crosswalk) -> PreparedCrosswalk:
    """Sort a crosswalk for look-up."""
    fields = cip_keys(crosswalk.cip, where="crosswalk, column cip")
    keys = soc_keys(crosswalk.soc, where="crosswalk, column soc")
    socs, soc = np.unique(keys, return_inverse=True)
    is_four = fields % SIX_DIGIT_STEPS == 0
    first = fields // SIX_DIGIT_STEPS
    return PreparedCrosswalk(
        links=crosswalk,
        socs=socs,
        four=_table(first, soc, socs.size),
        six=_table(fields[~is_four], soc[~is_four], socs.size),
        four_only=_table(first[is_four], soc[is_four], socs.size),
    )


def _table(keys: Integers, soc: Integers, n_socs: int) -> Table:
    width = max(n_socs, 1)
    key, numbers = np.divmod(distinct(keys * width + soc), width)
    unique, start = np.unique(key, return_index=True)
    return Table(keys=unique, start=np.append(start, key.size), soc=numbers)


@dataclass(frozen=True, slots=True)
class Eligible:
    """The kinds of programs in a region and the occupations each can lead to."""

    crosswalk: PreparedCrosswalk
    field: Integers  # (n_kinds,) CIP keys
    rank: Ranks  # (n_kinds,)
    kind: Integers  # (n_programs,) the kind of each program
    pair_kind: Integers  # (n_pairs,) sorted
    pair_occupation: Integers  # (n_pairs,) index into the occupations

    @property
    def n_kinds(self) -> int:
        """How many kinds of programs there are."""
        return int(self.field.size)


def place_socs(crosswalk: PreparedCrosswalk, occupations: Occupations) -> Integers:
    """For each occupation the crosswalk names, its row among `occupations`; -1 where it isn't there.

    Published statistics sometimes hold several detailed occupations as one broad one (29-2010 for 29-2011 and
    29-2012). A broad occupation has the links of those of its detailed occupations that aren't there
    themselves.
    """
    keys = soc_keys(occupations.soc, where="occupations, column soc")
    order = np.argsort(keys, kind="stable")
    exact = _look_up(keys, order, crosswalk.socs)
    broad = _look_up(keys, order, crosswalk.socs // 10 * 10)
    return np.where(exact >= 0, exact, broad)


def _look_up(keys: Integers, order: Integers, wanted: Integers) -> Integers:
    if keys.size == 0:
        return np.full(wanted.size, -1, np.int64)
    place = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), keys.size - 1)]
    return np.where(keys[place] == wanted, place, -1)


def linked_occupations(places: Integers, n_occupations: int) -> Flags:
    """Which occupations (n_occupations,) the crosswalk names at all."""
    linked = np.zeros(n_occupations, dtype=np.bool_)
    linked[places[places >= 0]] = True
    return linked


def find_pairs(
    crosswalk: PreparedCrosswalk, places: Integers, entry_rank: Ranks, *, fields: Integers, ranks: Ranks
) -> tuple[Integers, Integers]:
    """Rows of (fields, ranks) and the occupations they can lead to, a row a pair, sorted by both.

    A pair is linked by the crosswalk, and entry rank ≤ credential rank ≤ entry rank + 2. Where either rank is
    not known there is no pair.
    """
    rows, numbers = crosswalk.find(fields)
    occupation = places[numbers]
    rows, occupation = rows[occupation >= 0], occupation[occupation >= 0]
    entry = entry_rank[occupation]
    above = ranks[rows] - entry
    fits = (entry >= 0) & (above >= 0) & (above <= MAX_STEPS_ABOVE_ENTRY)
    width = max(entry_rank.size, 1)
    # A broad occupation can be reached by several links of one kind.
    return np.divmod(distinct(rows[fits] * width + occupation[fits]), width)


def find_eligible(
    crosswalk: PreparedCrosswalk, occupations: Occupations, programs: Programs, *, places: Integers
) -> Eligible:
    """The kinds of the programs and their pairs with the occupations; `places` from `place_socs`."""
    keys = cip_keys(programs.cip, where="programs, column cip")
    kinds, kind = np.unique(keys * RANK_STEPS + (programs.rank + 1), return_inverse=True)
    field, steps = np.divmod(kinds, RANK_STEPS)
    rank = (steps - 1).astype(np.int8)
    pair_kind, pair_occupation = find_pairs(
        crosswalk, places, occupations.entry_rank, fields=field, ranks=rank
    )
    return Eligible(
        crosswalk=crosswalk,
        field=field,
        rank=rank,
        kind=kind,
        pair_kind=pair_kind,
        pair_occupation=pair_occupation,
    )
