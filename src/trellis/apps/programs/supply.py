"""What is on offer, as columns: the supply that methods compute with, one row a session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.programs import freshness, schedule
from trellis.apps.programs.models import Program, Session

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Answers = NDArray[np.int8]
Flags = NDArray[np.bool_]
Dates = NDArray[np.datetime64]
Objects = NDArray[np.object_]

ONLINE: Final = -1

_COLUMNS: Final = (
    "pk",
    "program_id",
    "site_id",
    "site__latitude",
    "site__longitude",
    "seats",
    "seats_open",
    "age_min",
    "age_max",
    "grade_min",
    "grade_max",
    "price",
    "scholarship",
    "transport",
    "mode",
    "starts_on",
    "ends_on",
    "starts_at",
    "days",
    "rrule",
    "program__topics",
    "program__name",
    "program__organization__name",
    "site__name",
)


@dataclass(frozen=True, slots=True)
class SessionTable:
    """Sessions as columns of equal length (n,).

    `site_id` is -1 where a session has no site. Numbers are nan, dates NaT, where they are not known; answers
    are 1 yes, 0 no, -1 not known; `weekend`, `after_school` and `evening` are true where that is known.
    `price` is in dollars as stated; a session whose price is for an hour has that hour's price.
    """

    session_id: Integers
    program_id: Integers
    site_id: Integers
    latitude: Floats
    longitude: Floats
    seats: Floats
    seats_open: Floats
    age_min: Floats
    age_max: Floats
    grade_min: Floats
    grade_max: Floats
    price: Floats
    scholarship: Answers
    transport: Answers
    mode: Objects
    weekend: Flags
    after_school: Flags
    evening: Flags
    starts_on: Dates
    ends_on: Dates
    topics: Objects
    program_name: Objects
    organization_name: Objects
    site_name: Objects

    def __len__(self) -> int:
        return len(self.session_id)


def session_table(alliance: Alliance, *, as_of: date, include_stale: bool = False) -> SessionTable:
    """The sessions of the alliance's listed programs, by id; two queries.

    Programs that on `as_of` are too old for the public are left out unless `include_stale`; those only
    marked as old are in. Sessions that are over are in too: who computes for a period picks by their dates.
    """
    rows = Session.objects.for_alliance(alliance).filter(program__status=Program.Status.ACTIVE)
    if not include_stale:
        limits = freshness.limits_of(alliance)
        rows = rows.filter(freshness.shown_to_public(limits, as_of, prefix="program__"))
    found = rows.order_by("pk").values_list(*_COLUMNS)
    columns: dict[str, list[Any]] = dict(
        zip(_COLUMNS, (list(column) for column in zip(*found, strict=True)), strict=False)
    ) or {name: [] for name in _COLUMNS}
    weekdays = [
        schedule.weekdays_of(days or (), rule, first, last)
        for days, rule, first, last in zip(
            columns["days"], columns["rrule"], columns["starts_on"], columns["ends_on"], strict=True
        )
    ]
    return SessionTable(
        session_id=np.asarray(columns["pk"], dtype=np.int64),
        program_id=np.asarray(columns["program_id"], dtype=np.int64),
        site_id=np.asarray([ONLINE if pk is None else pk for pk in columns["site_id"]], dtype=np.int64),
        latitude=_floats(columns["site__latitude"]),
        longitude=_floats(columns["site__longitude"]),
        seats=_floats(columns["seats"]),
        seats_open=_floats(columns["seats_open"]),
        age_min=_floats(columns["age_min"]),
        age_max=_floats(columns["age_max"]),
        grade_min=_floats(columns["grade_min"]),
        grade_max=_floats(columns["grade_max"]),
        price=_floats(columns["price"]),
        scholarship=_answers(columns["scholarship"]),
        transport=_answers(columns["transport"]),
        mode=_objects(columns["mode"]),
        weekend=np.asarray([bool(days & {5, 6}) for days in weekdays], dtype=np.bool_),
        after_school=np.asarray(
            [
                schedule.after_school(days, starts)
                for days, starts in zip(weekdays, columns["starts_at"], strict=True)
            ],
            dtype=np.bool_,
        ),
        evening=np.asarray(
            [starts is not None and starts >= schedule.EVENING_STARTS for starts in columns["starts_at"]],
            dtype=np.bool_,
        ),
        starts_on=np.asarray(columns["starts_on"], dtype="datetime64[D]"),
        ends_on=np.asarray(columns["ends_on"], dtype="datetime64[D]"),
        topics=_objects([tuple(codes or ()) for codes in columns["program__topics"]]),
        program_name=_objects(columns["program__name"]),
        organization_name=_objects(columns["program__organization__name"]),
        site_name=_objects([name or "" for name in columns["site__name"]]),
    )


def _floats(values: list[Any]) -> Floats:
    return np.asarray(values, dtype=np.float64)  # None becomes nan


def _answers(values: Iterable[bool | None]) -> Answers:
    return np.asarray([-1 if value is None else int(value) for value in values], dtype=np.int8)


def _objects(values: list[Any]) -> Objects:
    # Filled one by one: numpy would make a second dimension of tuples that are equally long.
    found = np.empty(len(values), dtype=object)
    for place, value in enumerate(values):
        found[place] = value
    return found
