"""Which seats a question counts, and where they are: sessions of the directory in, seats at sites out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.opportunity.question import ANY_TOPIC, STEM
from trellis.apps.programs.topics import STEM as STEM_TOPICS

if TYPE_CHECKING:
    from trellis.apps.opportunity.question import Question
    from trellis.apps.programs.supply import SessionTable

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]

ONLINE: Final = -1
YOUNGEST, OLDEST = 5, 17
"""The ages that a session is for where it states no limit."""

AGE_OF_KINDERGARTEN: Final = 5
EVERYONE_UP_TO: Final = 18
"""Ages above are adults: a session for ages 0 to 99 shares its seats among the young."""

TYPICAL_WHERE_NONE_IS_KNOWN: Final = 15.0


@dataclass(frozen=True, slots=True)
class Counted:
    """The sessions that a question counts.

    rows: (s,) their rows in the table, each at a site with a position. seats: (s,) the seats of each that are
    for the ages asked about. rides: (s,) whether it brings young people there. online_seats: seats online,
    for the same ages, where the question counts them. typical: what stood for an unknown number of seats,
    `assumed` times. left_out: how many sessions were left out, by why.
    """

    rows: Rows
    seats: Floats
    rides: Flags
    online_seats: float
    typical: float
    assumed: int
    left_out: dict[str, int]

    @property
    def total(self) -> float:
        """All seats at sites."""
        return float(self.seats.sum())


def counted(table: SessionTable, question: Question, *, as_of: date) -> Counted:
    """Return the sessions of the directory that answer a question, with their seats.

    A session's seats are shared evenly over its ages: of 20 seats for ages 8 to 17, ten are for ages 10 to
    14. A session for grades is taken for the usual ages of those grades.
    """
    share = age_share(table, question)
    full = np.isfinite(table.seats_open) & (table.seats_open <= 0)
    reasons = {
        "period": ~_in_period(table, question.period, as_of),
        "topic": ~_on_topic(table, question.topic),
        "age": share <= 0,
        "schedule": ~_at_time(table, question.schedule),
        "price": _too_dear(table, question),
        "price_unknown": _price_unknown(table, question),
        "full": full,
    }
    kept = np.ones(share.size, dtype=np.bool_)
    left_out: dict[str, int] = {}
    for reason, gone in reasons.items():
        left_out[reason] = int((kept & gone).sum())
        kept &= ~gone
    is_online = np.asarray(table.site_id) == ONLINE
    placed = np.isfinite(table.latitude) & np.isfinite(table.longitude)
    left_out["no_position"] = int((kept & ~is_online & ~placed).sum())
    typical = _typical(table.seats, kept)
    unknown = ~np.isfinite(table.seats)
    if question.seats == "known":
        left_out["seats_unknown"] = int((kept & unknown).sum())
        kept &= ~unknown
    seats = np.where(unknown, typical, table.seats) * share
    rows = np.flatnonzero(kept & ~is_online & placed)
    online = kept & is_online if question.online else np.zeros_like(kept)
    left_out["online"] = int((kept & is_online & ~online).sum())
    return Counted(
        rows=rows,
        seats=seats[rows],
        rides=np.asarray(table.transport)[rows] == 1,
        online_seats=float(seats[online].sum()),
        typical=typical,
        assumed=int((unknown[rows]).sum() + (unknown & online).sum()),
        left_out={reason: count for reason, count in left_out.items() if count},
    )


def age_share(table: SessionTable, question: Question) -> Floats:
    """Return the share of each session's ages that the question asks about (s,), 0 where none is."""
    low = np.where(np.isfinite(table.age_min), table.age_min, table.grade_min + AGE_OF_KINDERGARTEN)
    high = np.where(np.isfinite(table.age_max), table.age_max, table.grade_max + AGE_OF_KINDERGARTEN + 1)
    low = np.clip(
        np.where(np.isfinite(low), low, np.fmin(YOUNGEST, np.nan_to_num(high, nan=YOUNGEST))), 0, None
    )
    high = np.where(np.isfinite(high), high, np.fmax(OLDEST, low))
    young = np.minimum(high, EVERYONE_UP_TO)
    years = young - low + 1
    common = np.minimum(young, question.age_max) - np.maximum(low, question.age_min) + 1
    return np.divide(
        np.maximum(common, 0), years, out=np.zeros_like(years, dtype=np.float64), where=years > 0
    )


def _in_period(table: SessionTable, period: str, as_of: date) -> Flags:
    everything = np.ones(table.seats.size, dtype=np.bool_)
    if period == "all":
        return everything
    starts, ends = table.starts_on, table.ends_on
    if period == "open":
        return np.isnat(ends) | (ends >= np.datetime64(as_of, "D"))
    first, last = np.datetime64(f"{period}-01-01", "D"), np.datetime64(f"{period}-12-31", "D")
    begun = np.isnat(starts) | (starts <= last)
    not_over = np.where(np.isnat(ends), np.isnat(starts) | (starts >= first), ends >= first)
    return begun & not_over


def _on_topic(table: SessionTable, topic: str) -> Flags:
    if topic == ANY_TOPIC:
        return np.ones(table.seats.size, dtype=np.bool_)
    wanted = STEM_TOPICS if topic == STEM else frozenset({topic})
    return np.fromiter((not wanted.isdisjoint(each) for each in table.topics), np.bool_, table.seats.size)


def _at_time(table: SessionTable, schedule: str) -> Flags:
    if schedule == "any":
        return np.ones(table.seats.size, dtype=np.bool_)
    if schedule == "summer":
        return _in_summer(table)
    return np.asarray(
        {"after_school": table.after_school, "weekend": table.weekend}[schedule], dtype=np.bool_
    )


def _in_summer(table: SessionTable) -> Flags:
    """Return which sessions have a day in June, July or August; not those whose dates aren't known."""
    starts = table.starts_on
    known = ~np.isnat(starts)
    ends = np.where(np.isnat(table.ends_on), starts, table.ends_on)
    first, last = _month(starts, known), _month(ends, known)  # months since 1970
    june = first - first % 12 + 5
    june = np.where(first % 12 > 7, june + 12, june)  # from September on, the next summer
    return known & (first <= june + 2) & (last >= june)


def _month(days: NDArray[np.datetime64], known: Flags) -> NDArray[np.int64]:
    return np.where(known, days, np.datetime64("1970-01-01", "D")).astype("datetime64[M]").astype(np.int64)


def _too_dear(table: SessionTable, question: Question) -> Flags:
    limit = question.highest_price
    if limit is None:
        return np.zeros(table.seats.size, dtype=np.bool_)
    return np.isfinite(table.price) & (table.price > limit)


def _price_unknown(table: SessionTable, question: Question) -> Flags:
    if question.highest_price is None:
        return np.zeros(table.seats.size, dtype=np.bool_)
    return ~np.isfinite(table.price)


def _typical(seats: Floats, kept: Flags) -> float:
    """Return the median of the known numbers of seats: of the sessions kept, else of all, else 15."""
    for which in (kept, np.ones_like(kept)):
        known = seats[which & np.isfinite(seats)]
        if known.size:
            return float(np.median(known))
    return TYPICAL_WHERE_NONE_IS_KNOWN
