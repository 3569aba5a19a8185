"""What partners say they will hire, held against published openings, occupation by occupation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from trellis.apps.partners.hiring.queries import open_needs
from trellis.apps.partners.models import HiringNeed
from trellis.apps.partners.visibility import Audience, seen_by

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.landscape.queries import Reading, Row

YEAR: Final = timedelta(days=365)
"""Openings are published by the year: a position counts beside them if it is to be filled within one."""
MANY: Final = 0.5
"""From this share of positions on, an occupation is hard to fill for partners."""
FEWEST_UNSEEN: Final = 2
"""So many employers who keep their own numbers to staff must there be before their sum is shown."""

MORE: Final = "more"
NO_GAP: Final = "no_gap"


@dataclass(frozen=True, slots=True)
class Said:
    """What partners say of an occupation.

    positions: to be filled within a year. hard: those of them that are hard to fill. later: positions to be
    filled after that. employers: how many say so.
    """

    positions: int = 0
    hard: int = 0
    later: int = 0
    employers: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """One occupation: what partners say, and what is published; `published` is its row of the landscape."""

    soc: str
    title: str
    said: Said
    published: Row

    @property
    def openings(self) -> float | None:
        """Openings a year as published; None where they aren't."""
        found: float | None = self.published["openings"]
        return found

    @property
    def hard_share(self) -> float | None:
        """The share of positions that are hard to fill; None where there is none within a year."""
        return self.said.hard / self.said.positions if self.said.positions else None

    @property
    def flags(self) -> tuple[str, ...]:
        """Where the two don't go together: MORE said than published, hard to fill though there is NO_GAP."""
        gap, share = self.published["gap"], self.hard_share
        found = []
        if self.openings is not None and self.said.positions > self.openings:
            found.append(MORE)
        if gap is not None and gap <= 0 and share is not None and share >= MANY:
            found.append(NO_GAP)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Partners' words beside publications, most positions first.

    silent: occupations that are short here and that no partner says it hires, the shortest first.
    elsewhere: what is said of occupations outside the field. withheld: occupations of which one employer
    keeps its number to staff. uncoded: open jobs, and their positions, whose occupation nobody chose.
    """

    rows: tuple[Beside, ...]
    silent: tuple[Row, ...]
    elsewhere: Said
    withheld: int
    uncoded: tuple[int, int]

    @property
    def total(self) -> Said:
        """All that is said of the field's occupations; an employer counts once for each it hires in."""
        return added(row.said for row in self.rows)


def compare(alliance: Alliance, reading: Reading, *, audience: Audience, today: date) -> Comparison:
    """Hold what an audience may know of partners' hiring against the landscape: one query."""
    needs = list(open_needs(alliance))
    said, withheld = said_by_occupation(needs, audience=audience, today=today)
    rows = [
        Beside(soc, published["title"], said[soc], published)
        for soc, published in reading.occupations.items()
        if soc in said
    ]
    rows.sort(key=lambda row: (-row.said.positions, -row.said.later, row.title))
    heard_of = {need.soc for need in needs}
    waiting = [need for need in needs if not need.soc and need.coded_by_id is None]
    return Comparison(
        rows=tuple(rows),
        silent=tuple(
            row
            for row in reading.occupations.values()
            if (row["gap"] or 0) > 0 and row["soc"] not in heard_of
        ),
        elsewhere=added(found for soc, found in said.items() if soc not in reading.occupations),
        withheld=withheld,
        uncoded=(len(waiting), sum(need.how_many for need in waiting)),
    )


def said_by_occupation(
    needs: Iterable[HiringNeed], *, audience: Audience, today: date
) -> tuple[Mapping[str, Said], int]:
    """What an audience may know, by SOC code, and of how many occupations something is kept from it.

    An employer's numbers are shown where its own choice lets them be seen. Those of others only in sums over
    two or more of them: one alone could be told by subtracting what is shown.
    """
    seen: dict[str, list[HiringNeed]] = {}
    unseen: dict[str, list[HiringNeed]] = {}
    for need in needs:
        if need.soc:
            held = seen if seen_by(need.partner, "hiring", audience) else unseen
            held.setdefault(need.soc, []).append(need)
    withheld = 0
    for soc, rows in unseen.items():
        if len({row.partner_id for row in rows}) >= FEWEST_UNSEEN:
            seen.setdefault(soc, []).extend(rows)
        else:
            withheld += 1
    return {soc: _said(rows, today) for soc, rows in seen.items()}, withheld


def added(parts: Iterable[Said]) -> Said:
    """The sum of what is said."""
    held = list(parts)
    return Said(*(sum(getattr(each, name) for each in held) for name in Said.__slots__))


def _said(rows: Iterable[HiringNeed], today: date) -> Said:
    held = list(rows)
    soon = [row for row in held if row.by_when is None or row.by_when <= today + YEAR]
    return Said(
        positions=sum(row.how_many for row in soon),
        hard=sum(row.how_many for row in soon if row.is_hard_to_fill),
        later=sum(row.how_many for row in held) - sum(row.how_many for row in soon),
        employers=len({row.partner_id for row in held}),
    )
