"""Whom to introduce to whom, and why (docs/methods/introductions.md)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from trellis.methods.ties.errors import InvalidInput
from trellis.methods.ties.gaps import GAP, sector_gaps
from trellis.methods.ties.graph import Rows, neighbors
from trellis.methods.ties.model import Flags, Floats, Integers, Network
from trellis.methods.ties.positions import structural_holes

if TYPE_CHECKING:
    from trellis.methods.ties.likeness import Likeness

FLOOR = 0.2  # what a part of 0 leaves of the score
WIDEST_GAP = 2 * GAP  # residuals from here on are a gap part of 1; at −2 it is a half
WORTH_SAYING = 0.1  # a fall in constraint below it is no reason
CONNECTORS = 3  # common partners named, at most
DIGITS = 12  # of a score: pairs that differ by less are alike, and go by their ids
ROUNDING = 1e-8  # a bound has to stay one when the score is rounded
BATCH = 1024  # pairs whose fall in constraint is found in one go

Pair = tuple[str, str]
Code = Literal[
    "sector_gap",
    "shared_focus",
    "shared_places",
    "shared_ages",
    "need_met",
    "first_partner",
    "constraint_fall",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, for a page to put in words.

    sector_gap: `sectors`, value the residual. shared_…: `columns` of that table, value how many.
    need_met: what `organization` needs and the other offers, in `columns` of needs, value how many.
    first_partner: `organization` has no partner yet, value 1. constraint_fall: value the share by which the
    constraint of `organization` falls.
    """

    code: Code
    value: float
    organization: str | None = None
    sectors: tuple[str, str] | None = None
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two organizations that should meet; a before b by id."""

    a: str
    b: str
    score: float  # 0 to 1, to compare introductions of one list
    parts: Mapping[str, float]  # sector_gap, focus, reach, need_offer, constraint_fall, each from 0 to 1
    reasons: tuple[Reason, ...]
    through: tuple[str, ...]  # partners of both, who could make the introduction, up to three


def introductions(
    network: Network,
    *,
    focus: ArrayLike | None = None,
    places: ArrayLike | None = None,
    ages: ArrayLike | None = None,
    needs: ArrayLike | None = None,
    offers: ArrayLike | None = None,
    already: Iterable[Pair] = (),
    declined: Iterable[Pair] = (),
    open_now: ArrayLike | None = None,
    most_each: int = 3,
    most: int = 50,
) -> list[Introduction]:
    """The best introductions, best first, no organization in more than `most_each` with those open.

    focus (n, f), ages (n, a), needs and offers (n, q) hold 0 or 1, places (n, p) 0, 1 or shares; a table that
    isn't given plays no part. Pairs tied, known `already` or `declined` are left out, whichever way around.
    `open_now` (n,) counts the introductions each has open. Only pairs with a reason are introduced: sectors
    that hardly meet, a shared focus, or a need met. Raises InvalidInput for tables of another shape.
    """
    if most_each < 0 or most < 0:
        raise InvalidInput(f"{most_each} each and {most} in all: neither can be below zero.")
    from trellis.methods.ties.likeness import Likeness

    like = Likeness.of(network.n, focus=focus, places=places, ages=ages, needs=needs, offers=offers)
    room = most_each - _open(open_now, network.n)
    search = _Search(network, like, _known(network, (*already, *declined)), room)
    return [search.explained(a, b, score) for score, a, b in search.best(most)]


class _Search:
    """Pairs in the order of a bound on their score, so that few need their fall in constraint computed."""

    def __init__(self, network: Network, like: Likeness, known: Rows, room: Integers) -> None:
        self.network, self.like, self.known, self.room = network, like, known, room.copy()
        self.rows = neighbors(network)
        self.constraint, _ = structural_holes(self.rows)
        self.residual = np.nan_to_num(sector_gaps(network).residual)
        self.gap = np.clip(self.residual / WIDEST_GAP, 0.0, 1.0)
        self.rank = np.argsort(np.argsort(network.ids))
        # Σ p² alone is 1 / (d + 1) once there is one partner more: the constraint can't fall further.
        alone = self.rows.degree == 0
        least = 1.0 / (self.rows.degree + 1.0)
        self.most_fall = np.where(
            alone, 1.0, np.clip(1.0 - least / np.where(alone, 1.0, self.constraint), 0, 1)
        )

    def best(self, most: int) -> list[tuple[float, int, int]]:
        """Up to `most` pairs as (score, a, b): the best that has room, again and again."""
        one, other, base, bound = self._candidates()
        order = np.argsort(-bound, kind="stable")
        heap: list[tuple[float, int, int, int, int]] = []
        picked: list[tuple[float, int, int]] = []
        at = 0
        while len(picked) < most and (heap or at < order.size):
            if at < order.size and (not heap or -heap[0][0] <= bound[order[at]]):
                batch = order[at : at + BATCH]
                at += BATCH
                batch = batch[(self.room[one[batch]] > 0) & (self.room[other[batch]] > 0)]
                falls = self.falls(one[batch], other[batch]).mean(axis=1)
                score = np.round(base[batch] * _factor(falls), DIGITS)
                for s, a, b in zip(score.tolist(), one[batch].tolist(), other[batch].tolist(), strict=True):
                    first, second = sorted((int(self.rank[a]), int(self.rank[b])))
                    heapq.heappush(heap, (-s, first, second, a, b))
                continue
            negative, _, _, a, b = heapq.heappop(heap)
            if self.room[a] > 0 and self.room[b] > 0:
                self.room[[a, b]] -= 1
                picked.append((-negative, a, b))
        return picked

    def falls(self, one: Integers, other: Integers) -> Floats:
        """By what share both constraints (r, 2) would fall if they were tied; 1 for a first partner."""
        from trellis.methods.ties.kernels import constraint_once_tied

        found = np.zeros((one.size, 2))
        for side, (a, b) in enumerate(((one, other), (other, one))):
            after = np.zeros(one.size)
            constraint_once_tied(self.rows.start, self.rows.neighbor, a, b, after)
            found[:, side] = np.where(
                self.rows.degree[a] == 0, 1.0, np.clip(1.0 - after / self.constraint[a], 0.0, 1.0)
            )
        return found

    def explained(self, a: int, b: int, score: float) -> Introduction:
        """The introduction of rows a and b, with its parts and reasons."""
        if self.rank[a] > self.rank[b]:
            a, b = b, a
        falls = self.falls(np.array([a]), np.array([b]))[0]
        likeness = {name: float(part[0]) for name, part in self.like.parts(a, np.array([b])).items()}
        return Introduction(
            a=str(self.network.ids[a]),
            b=str(self.network.ids[b]),
            score=score,
            parts={
                "sector_gap": float(self._gap(a, np.array([b]))[0]),
                **likeness,
                "constraint_fall": float(falls.mean()),
            },
            reasons=(*self._of_sectors(a, b), *self._of_likeness(a, b), *self._of_holes(a, b, falls)),
            through=self._through(a, b),
        )

    def _candidates(self) -> tuple[Integers, Integers, Floats, Floats]:
        """Rows of all pairs that may meet, their score but for the fall in constraint, and a bound on it."""
        free = self.room > 0
        found: list[tuple[Integers, Integers, Floats, Floats]] = []
        for a in np.flatnonzero(free).tolist():
            allowed = free.copy()
            allowed[: a + 1] = False
            allowed[self.known.neighbor[self.known.start[a] : self.known.start[a + 1]]] = False
            others = np.flatnonzero(allowed)
            gap = self._gap(a, others)
            likeness = self.like.parts(a, others)
            met = likeness.get("focus", 0.0) + likeness.get("need_offer", 0.0)
            reason = (self._gapped(a, others) + met) > 0
            base = np.prod([_factor(part) for part in (gap, *likeness.values())], axis=0)[reason]
            others = others[reason]
            bound = base * _factor((self.most_fall[a] + self.most_fall[others]) / 2) * (1.0 + ROUNDING)
            found.append((np.full(others.size, a), others, base, bound))
        if not found:
            none = np.zeros(0, np.int64)
            return none, none, np.zeros(0), np.zeros(0)
        one, other, base, bound = (np.concatenate(column) for column in zip(*found, strict=True))
        return one, other, base, bound

    def _gap(self, a: int, others: Integers) -> Floats:
        found: Floats = self.gap[self.network.sector[a], self.network.sector[others]]
        return found

    def _gapped(self, a: int, others: Integers) -> Flags:
        found: Flags = self.residual[self.network.sector[a], self.network.sector[others]] < GAP
        return found

    def _of_sectors(self, a: int, b: int) -> list[Reason]:
        if not self._gapped(a, np.array([b])).any():
            return []
        first, second = sorted(self.network.sectors[self.network.sector[row]] for row in (a, b))
        residual = float(self.residual[self.network.sector[a], self.network.sector[b]])
        return [Reason("sector_gap", residual, sectors=(first, second))]

    def _of_likeness(self, a: int, b: int) -> list[Reason]:
        from trellis.methods.ties.likeness import in_common

        like, names = self.like, self.network.ids
        shared: list[tuple[Code, tuple[int, ...]]] = [
            ("shared_focus", in_common(like.focus, a, like.focus, b)),
            ("shared_places", in_common(like.places, a, like.places, b)),
            ("shared_ages", in_common(like.ages, a, like.ages, b)),
        ]
        found = [Reason(code, float(len(columns)), columns=columns) for code, columns in shared if columns]
        for needy, giver in ((a, b), (b, a)):
            met = in_common(like.needs, needy, like.offers, giver)
            if met:
                found.append(Reason("need_met", float(len(met)), str(names[needy]), columns=met))
        return found

    def _of_holes(self, a: int, b: int, falls: Floats) -> list[Reason]:
        found = []
        for row, fall in zip((a, b), falls.tolist(), strict=True):
            name = str(self.network.ids[row])
            if self.rows.degree[row] == 0:
                found.append(Reason("first_partner", 1.0, name))
            elif fall >= WORTH_SAYING:
                found.append(Reason("constraint_fall", fall, name))
        return found

    def _through(self, a: int, b: int) -> tuple[str, ...]:
        """Partners of both, those with the fewest partners first: they know the two best."""
        mine, theirs = (self.rows.neighbor[self.rows.start[i] : self.rows.start[i + 1]] for i in (a, b))
        both = np.intersect1d(mine, theirs)
        order = np.lexsort((self.rank[both], self.rows.degree[both]))
        return tuple(self.network.ids[both[order][:CONNECTORS]].tolist())


def _factor(part: Floats) -> Floats:
    return FLOOR + (1.0 - FLOOR) * part


def _open(open_now: ArrayLike | None, n: int) -> Integers:
    counts = np.zeros(n, np.int64) if open_now is None else np.asarray(open_now)
    if counts.shape != (n,) or (counts < 0).any():
        raise InvalidInput(f"open_now has shape {counts.shape}; give a count for each of {n} organizations.")
    return counts.astype(np.int64)


def _known(network: Network, pairs: Iterable[Pair]) -> Rows:
    """Everyone's partners, and those they are not to be introduced to; ids from elsewhere are no matter."""
    row = {name: number for number, name in enumerate(network.ids.tolist())}
    more = [(row[a], row[b]) for a, b in pairs if a in row and b in row]
    low, high = network.pairs()
    extra = np.array(more, dtype=np.int64).reshape(-1, 2)
    source, target = np.concatenate([low, extra[:, 0]]), np.concatenate([high, extra[:, 1]])
    everyone = Network(network.ids, network.sector, network.sectors, source, target, np.zeros(source.size))
    return neighbors(everyone)
