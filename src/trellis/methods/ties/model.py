"""The network of partners: who named whom.

n organizations, each in one of k sectors; m directed ties. A tie from a to b says that a named b.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trellis.methods.ties.errors import InvalidInput, UnknownId

METHOD_VERSION = "1.0"

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.str_]

Tie = tuple[str, str] | tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Dropped:
    """Ties that were left out, as (from, to); all empty where nothing was."""

    self_loops: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[tuple[str, str], ...] = ()  # the stronger one stayed
    unknown: tuple[tuple[str, str], ...] = ()  # one of the two isn't in the network

    def __len__(self) -> int:
        """How many ties were left out."""
        return len(self.self_loops) + len(self.duplicates) + len(self.unknown)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Organizations and the ties between them, directed, no more than one each way. Make it with `of`."""

    ids: Texts  # (n,) each once
    sector: Integers  # (n,) index into `sectors`
    sectors: tuple[str, ...]  # (k,) sorted
    source: Integers  # (m,) row of the organization that named; sorted with `target`
    target: Integers  # (m,) row of the one that was named
    strength: Floats  # (m,) frequency 1 (once a year or less) to 4 (weekly or more); 0 unknown
    dropped: Dropped = field(default_factory=Dropped)

    @classmethod
    def of(
        cls, ids: Sequence[str], sectors: Sequence[str], ties: Iterable[Tie], *, strict: bool = True
    ) -> Network:
        """Build a network from ids (n,), the sector of each (n,), and ties (from id, to id[, strength]).

        Ties from an organization to itself, repeated ties and unknown ids raise InvalidInput or UnknownId,
        with their names; `strict=False` leaves them out and lists them in `dropped`.
        """
        names, labels = [str(each) for each in ids], [str(each) for each in sectors]
        row = _rows(names)
        if len(labels) != len(names):
            raise InvalidInput(
                f"There are {len(names)} organizations and {len(labels)} sectors; give one each."
            )
        for name, label in zip(names, labels, strict=True):
            if not label:
                raise InvalidInput(f"{name!r} has no sector; name one, or call it unknown.")
        kept, dropped = _sorted_out(row, ties)
        if strict:
            _refuse(dropped)
        known = tuple(sorted(set(labels)))
        code = {label: number for number, label in enumerate(known)}
        pairs = sorted(kept)
        return cls(
            ids=np.array(names, dtype=np.str_),
            sector=np.array([code[label] for label in labels], dtype=np.int64),
            sectors=known,
            source=np.array([a for a, _ in pairs], dtype=np.int64),
            target=np.array([b for _, b in pairs], dtype=np.int64),
            strength=np.array([kept[pair] for pair in pairs], dtype=np.float64),
            dropped=dropped,
        )

    @property
    def n(self) -> int:
        """How many organizations there are."""
        return int(self.ids.size)

    @property
    def ties(self) -> int:
        """How many directed ties there are."""
        return int(self.source.size)

    def rows(self, ids: Iterable[str]) -> Integers:
        """The rows of organizations. Raises UnknownId, with the first one's name."""
        row = {name: number for number, name in enumerate(self.ids.tolist())}
        found = []
        for each in ids:
            if str(each) not in row:
                raise UnknownId(f"{str(each)!r} is not in the network.")
            found.append(row[str(each)])
        return np.array(found, dtype=np.int64)

    def pairs(self) -> tuple[Integers, Integers]:
        """The pairs tied, whoever named the tie: rows (p,) and (p,), the smaller first, sorted."""
        low, high = np.minimum(self.source, self.target), np.maximum(self.source, self.target)
        keys = np.unique(low * max(self.n, 1) + high)
        return keys // max(self.n, 1), keys % max(self.n, 1)

    def tied(self, pairs: Iterable[tuple[str, str]]) -> Flags:
        """Which of the pairs of ids are tied, one way or the other; False where one isn't in the network."""
        names = self.ids.tolist()
        there = {frozenset((names[a], names[b])) for a, b in zip(*self._lists(), strict=True)}
        return np.array([frozenset(map(str, pair)) in there for pair in pairs], dtype=np.bool_)

    def undirected(self, *, confirmed: bool = False) -> Network:
        """The same with every tie both ways, the stronger of the two; `confirmed` keeps those both named."""
        forward = {(a, b): s for a, b, s in zip(*self._lists(), self.strength.tolist(), strict=True)}
        both = {
            pair: max(strength, forward.get(pair[::-1], strength))
            for pair, strength in forward.items()
            if not confirmed or pair[::-1] in forward
        }
        both |= {pair[::-1]: strength for pair, strength in both.items()}
        return self._with_ties(both)

    def at_least(self, strength: float) -> Network:
        """The same with the ties of this strength or more; those of unknown strength (0) go too."""
        keep = self.strength >= strength
        return self._replaced(self.source[keep], self.target[keep], self.strength[keep])

    def without(self, ids: Iterable[str]) -> Network:
        """The network once these organizations have left. Raises UnknownId."""
        stay = np.ones(self.n, dtype=np.bool_)
        stay[self.rows(ids)] = False
        new_row = np.cumsum(stay) - 1
        keep = stay[self.source] & stay[self.target]
        used, sector = np.unique(self.sector[stay], return_inverse=True)
        return Network(
            ids=self.ids[stay],
            sector=sector.astype(np.int64),
            sectors=tuple(self.sectors[code] for code in used),
            source=new_row[self.source[keep]],
            target=new_row[self.target[keep]],
            strength=self.strength[keep],
        )

    def merged(self, into: Mapping[str, str]) -> Network:
        """The network with organizations merged: {old id: the id it is part of now}.

        Ties between the two vanish, repeated ones become the stronger. The sector is that of the id merged
        into, or of the first of those merged where it is new. Raises UnknownId for an old id.
        """
        self.rows(into)
        names, sector = self.ids.tolist(), self.sector.tolist()
        goal = [into.get(name, name) for name in names]
        label: dict[str, str] = {}
        for name, new, code in zip(names, goal, sector, strict=True):
            if new not in label or name == new:
                label[new] = self.sectors[code]
        ties = [(goal[a], goal[b], s) for a, b, s in zip(*self._lists(), self.strength.tolist(), strict=True)]
        found = Network.of(list(label), list(label.values()), ties, strict=False)
        return found._replaced(found.source, found.target, found.strength)

    def _lists(self) -> tuple[list[int], list[int]]:
        return self.source.tolist(), self.target.tolist()

    def _with_ties(self, ties: Mapping[tuple[int, int], float]) -> Network:
        pairs = sorted(ties)
        return self._replaced(
            np.array([a for a, _ in pairs], dtype=np.int64),
            np.array([b for _, b in pairs], dtype=np.int64),
            np.array([ties[pair] for pair in pairs], dtype=np.float64),
        )

    def _replaced(self, source: Integers, target: Integers, strength: Floats) -> Network:
        return Network(self.ids, self.sector, self.sectors, source, target, strength)


def _rows(names: list[str]) -> dict[str, int]:
    row: dict[str, int] = {}
    for number, name in enumerate(names):
        if name in row:
            raise InvalidInput(f"{name!r} is there twice (rows {row[name]} and {number}); merge it first.")
        row[name] = number
    return row


def _sorted_out(row: dict[str, int], ties: Iterable[Tie]) -> tuple[dict[tuple[int, int], float], Dropped]:
    """The ties to keep, by rows, and those to leave out."""
    kept: dict[tuple[int, int], float] = {}
    loops, repeated, unknown = [], [], []
    for tie in ties:
        a, b = str(tie[0]), str(tie[1])
        strength = float(tie[2]) if len(tie) > 2 else 0.0
        if not 0.0 <= strength < np.inf:
            raise InvalidInput(
                f"The tie from {a!r} to {b!r} has strength {strength}; 1 to 4, or 0 if unknown."
            )
        if a not in row or b not in row:
            unknown.append((a, b))
        elif a == b:
            loops.append((a, b))
        else:
            pair = row[a], row[b]
            if pair in kept:
                repeated.append((a, b))
            kept[pair] = max(strength, kept.get(pair, 0.0))
    return kept, Dropped(tuple(loops), tuple(repeated), tuple(unknown))


def _refuse(dropped: Dropped) -> None:
    if dropped.unknown:
        a, b = dropped.unknown[0]
        raise UnknownId(
            f"The tie from {a!r} to {b!r} names an organization that is not in the network"
            f"{_more(dropped.unknown)}."
        )
    if dropped.self_loops:
        raise InvalidInput(
            f"{dropped.self_loops[0][0]!r} is tied to itself{_more(dropped.self_loops)}; leave it out."
        )
    if dropped.duplicates:
        a, b = dropped.duplicates[0]
        raise InvalidInput(
            f"The tie from {a!r} to {b!r} is there twice{_more(dropped.duplicates)}; keep the stronger one."
        )


def _more(found: tuple[Any, ...]) -> str:
    return f" (and {len(found) - 1} more)" if len(found) > 1 else ""


def flags(name: str, rows: ArrayLike, *, n: int) -> Floats:
    """A matrix (n, q) of finite shares or 0/1, none below zero. Raises InvalidInput."""
    matrix = np.asarray(rows, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != n:
        raise InvalidInput(f"{name} has shape {matrix.shape}; give a row for each of the {n} organizations.")
    wrong = ~((matrix >= 0.0) & (matrix < np.inf))
    if wrong.any():
        row = int(np.argwhere(wrong)[0][0])
        raise InvalidInput(f"{name}, row {row}: {matrix[row].tolist()} holds what is neither 0 nor a share.")
    return matrix
