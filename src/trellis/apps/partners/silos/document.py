"""What was found, as a document that evidence keeps: who, of which kind, and why, in codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from trellis.apps.partners.silos.finding import Found, Pairs, find
from trellis.apps.partners.silos.reading import ONLINE, Subjects, counties_at

DUPLICATE: Final = "duplicate"
TOGETHER: Final = "together"
MOST_GROUPS: Final = 400
MOST_TOGETHER: Final = 60
SAME_WORDS: Final = 0.6

Document = dict[str, Any]


def document(subjects: Subjects) -> Document:
    """Compare and write down: {"about", "compared", "left_out", "findings"}, the surest finding first."""
    found = find(subjects.entries)
    describe = _Describe(subjects, found)
    kept = found.groups[:MOST_GROUPS]
    together = found.together.only(slice(MOST_TOGETHER))
    findings = [describe.group(members, score) for members, score in kept]
    findings += [describe.pair(together, number) for number in range(len(together))]
    return {
        "about": subjects.about,
        "compared": len(subjects.members),
        "without_topics": int((~subjects.entries.topics.any(axis=1)).sum()),
        "left_out": found.left_out + len(found.groups) - len(kept) + len(found.together) - len(together),
        "findings": findings,
    }


class _Describe:
    """Says in codes why members were put together."""

    def __init__(self, subjects: Subjects, found: Found) -> None:
        self.subjects = subjects
        self.members = subjects.members
        self.site_counties = counties_at(self.members)
        self.pairs = {
            (first, second): number
            for number, (first, second) in enumerate(
                zip(found.duplicates.first.tolist(), found.duplicates.second.tolist(), strict=True)
            )
        }
        self.duplicates = found.duplicates

    def group(self, members: Sequence[int], score: float) -> Document:
        """A set of entries that do the same."""
        numbers = [self.pairs[first, second] for first in members for second in members if first < second]
        pairs = self.duplicates.only(numbers)
        return self._finding(DUPLICATE, members, score, pairs)

    def pair(self, pairs: Pairs, number: int) -> Document:
        """Two entries that could join forces."""
        one = pairs.only(slice(number, number + 1))
        members = (int(one.first[0]), int(one.second[0]))
        found = self._finding(TOGETHER, members, float(one.score[0]), one)
        found["why"]["fits"] = self._fits(*members) if one.fits[0] else []
        return found

    def _finding(self, kind: str, members: Sequence[int], score: float, pairs: Pairs) -> Document:
        who = sorted(members, key=lambda place: self.members[place].id)
        ids = [self.members[place].id for place in who]
        return {
            "key": f"{self.subjects.about}-{kind}-{'-'.join(map(str, ids))}",
            "about": self.subjects.about,
            "kind": kind,
            "score": round(float(score), 3),
            "members": [
                {"id": each.id, "name": each.name, "organization": each.organization}
                for each in (self.members[place] for place in who)
            ],
            "why": self._why(who, pairs),
        }

    def _why(self, members: Sequence[int], pairs: Pairs) -> Document:
        own = [self.members[place] for place in members]
        topics = frozenset.intersection(*(each.topics for each in own))
        most = len(own) // 2 + 1
        by_most = {
            code for each in own for code in each.topics if sum(code in other.topics for other in own) >= most
        }
        areas = frozenset.intersection(*(each.areas for each in own))
        counties = [
            each.counties or at for each, at in ((self.members[p], self.site_counties[p]) for p in members)
        ]
        miles = pairs.miles[~np.isnan(pairs.miles)]
        return {
            "topics": sorted(topics),
            "topics_of_most": [] if topics else sorted(by_most),
            "ages": sorted(frozenset.intersection(*(each.ages for each in own))),
            "counties": sorted(frozenset.intersection(*counties)),
            "districts": sum(len(code) == 7 for code in areas),
            "zip_codes": sorted(code for code in areas if len(code) == 5),
            "online": ONLINE in areas,
            "miles": round(float(miles.max()), 2) if len(miles) == len(pairs) and len(miles) else None,
            "groups": sorted(frozenset.intersection(*(each.groups for each in own))),
            "words": self.subjects.texts.shared(members) if _most(pairs.text) >= SAME_WORDS else [],
            "same_name": len({" ".join(each.name.casefold().split()) for each in own}) == 1,
            "fits": [],
            "alike": {name: _share(getattr(pairs, name)) for name in ("focus", "ages", "place", "text")},
        }

    def _fits(self, first: int, second: int) -> list[Document]:
        """What one needs and the other offers."""
        return [
            {"needs": self.members[one].id, "offers": self.members[other].id, "kinds": sorted(kinds)}
            for one, other in ((first, second), (second, first))
            if (kinds := self.members[one].needs & self.members[other].offers)
        ]


def _most(values: Any) -> float:
    known = values[~np.isnan(values)]
    return float(known.max()) if known.size else 0.0


def _share(values: Any) -> float | None:
    """The mean of what is known, rounded; None where nothing is."""
    known = values[~np.isnan(values)]
    return round(float(known.mean()), 3) if known.size else None
