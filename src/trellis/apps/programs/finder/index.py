"""An alliance's listed programs as columns, kept in memory so that an answer takes milliseconds.

Every process keeps its own copy and asks before each use whether it is still true: one query for when
anything last changed and how many rows there are. A copy holds nothing about today: what is over, hidden or
too old is decided for each question.
"""

from __future__ import annotations

import threading
import unicodedata
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.conf import settings
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone, translation
from numpy.typing import NDArray

from trellis.apps.alliances.models import Alliance
from trellis.apps.organizations.models import Organization
from trellis.apps.programs import schedule, topics
from trellis.apps.programs.models import Program, Session, Site

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Answers = NDArray[np.int8]
Dates = NDArray[np.datetime64]

YES, NO, UNKNOWN = 2, 0, 1
"""Answers are ordered: what holds several conditions answers with the least of them."""

KEPT: Final = 8
"""How many alliances a process keeps; the one asked for longest ago goes first."""

NOWHERE: Final = -1
IN_PERSON, ONLINE, HYBRID = 0, 1, 2
_MODES: Final = {Session.Mode.IN_PERSON: IN_PERSON, Session.Mode.ONLINE: ONLINE, Session.Mode.HYBRID: HYBRID}

_SESSION_COLUMNS: Final = (
    "pk",
    "program_id",
    "site_id",
    "mode",
    "seats_open",
    "age_min",
    "age_max",
    "grade_min",
    "grade_max",
    "price",
    "transport",
    "starts_on",
    "ends_on",
    "starts_at",
    "days",
    "rrule",
)


@dataclass(frozen=True, slots=True)
class Index:
    """Sessions (n,), their programs (p,) and sites (s,); numbers are nan and dates NaT where not known.

    `program` and `site` are positions in the other columns; `site` is -1 for none. Answers (n,) are YES, NO
    or UNKNOWN. `summer` is the share of a session's days that are in June to August.
    """

    session_id: Integers
    program: Integers
    site: Integers
    mode: Answers
    seats_open: Floats
    age_min: Floats
    age_max: Floats
    grade_min: Floats
    grade_max: Floats
    price: Floats
    transport: Answers
    weekend: Answers
    after_school: Answers
    evening: Answers
    summer: Floats
    starts_on: Dates
    ends_on: Dates
    program_id: Integers
    confirmed_on: Dates
    text: tuple[str, ...]
    topics: dict[str, NDArray[np.bool_]]
    languages: dict[str, NDArray[np.bool_]]
    says_languages: NDArray[np.bool_]
    site_key: dict[str, int]
    site_name: tuple[str, ...]
    latitude: Floats
    longitude: Floats


_lock = threading.Lock()
_reading = threading.Lock()
_kept: OrderedDict[int, tuple[Any, Index]] = OrderedDict()


def index_of(alliance: Alliance) -> Index:
    """The alliance's index, read again only where something changed: one query where nothing did.

    While one request reads it again, others are answered with the copy from a moment ago.
    """
    version = version_of(alliance)
    with _lock:
        found = _kept.get(alliance.pk)
        if found is not None:
            _kept.move_to_end(alliance.pk)
            if found[0] == version:
                return found[1]
    if not _reading.acquire(blocking=found is None):
        assert found is not None
        return found[1]
    try:
        made = build(alliance)
    finally:
        _reading.release()
    with _lock:
        _kept[alliance.pk] = version, made
        _kept.move_to_end(alliance.pk)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def version_of(alliance: Alliance) -> tuple[Any, ...]:
    """When any entry of the directory last changed, and how many there are: one query.

    Taken before the rows are read, so that a change in between makes the copy old rather than wrong. Also
    counts what changed since yesterday: a long import can bear an earlier time than what was seen before it
    ended.
    """
    recently = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    parts: dict[str, Any] = {}
    for model in (Session, Program, Site, Organization):
        name = model.__name__.lower()
        own = model.objects.for_alliance(alliance).filter(alliance=OuterRef("pk")).order_by()
        parts[f"{name}_last"] = Subquery(_only(own, Max("changed_at")))
        parts[f"{name}_count"] = Subquery(_only(own, Count("pk")))
        parts[f"{name}_recent"] = Subquery(_only(own.filter(changed_at__gte=recently), Count("pk")))
    return tuple(Alliance.objects.filter(pk=alliance.pk).annotate(**parts).values_list(*parts)[0])


def _only(rows: QuerySet[Any], what: Any) -> QuerySet[Any]:
    return rows.values("alliance").annotate(said=what).values("said")


def build(alliance: Alliance) -> Index:
    """Read the alliance's listed programs: three queries."""
    programs = (
        Program.objects.for_alliance(alliance)
        .filter(status=Program.Status.ACTIVE)
        .order_by("pk")
        .values_list(
            "pk",
            "name",
            "organization__name",
            "description",
            "topics",
            "languages",
            "verified_on",
            "created_at",
        )
    )
    ids, names, organizations, descriptions, about, languages, verified, created = _columns(programs, 8)
    sites = Site.objects.for_alliance(alliance).order_by("pk")
    site_ids, keys, site_names, addresses, latitudes, longitudes = _columns(
        sites.values_list("pk", "public_id", "name", "address", "latitude", "longitude"), 6
    )
    sessions = (
        Session.objects.for_alliance(alliance)
        .filter(program__status=Program.Status.ACTIVE)
        .order_by("program_id", "pk")
        .values_list(*_SESSION_COLUMNS)
    )
    column = dict(zip(_SESSION_COLUMNS, _columns(sessions, len(_SESSION_COLUMNS)), strict=True))
    program_id = np.asarray(ids, dtype=np.int64)
    site_id = np.asarray(site_ids, dtype=np.int64)
    called = _called()
    starts_on, ends_on = _dates(column["starts_on"]), _dates(column["ends_on"])
    return Index(
        session_id=np.asarray(column["pk"], dtype=np.int64),
        program=np.searchsorted(program_id, np.asarray(column["program_id"], dtype=np.int64)),
        site=_positions(site_id, column["site_id"]),
        mode=np.asarray([_MODES[mode] for mode in column["mode"]], dtype=np.int8),
        seats_open=_floats(column["seats_open"]),
        age_min=_floats(column["age_min"]),
        age_max=_floats(column["age_max"]),
        grade_min=_floats(column["grade_min"]),
        grade_max=_floats(column["grade_max"]),
        price=_floats(column["price"]),
        transport=np.asarray([_answer(value) for value in column["transport"]], dtype=np.int8),
        **_times(column),
        summer=share_in_summer(starts_on, ends_on),
        starts_on=starts_on,
        ends_on=ends_on,
        program_id=program_id,
        confirmed_on=_dates(
            [day or timezone.localdate(made) for day, made in zip(verified, created, strict=True)]
        ),
        text=tuple(
            fold(" ".join((name, organization, *(called.get(code, code) for code in codes), description)))
            for name, organization, codes, description in zip(
                names, organizations, about, descriptions, strict=True
            )
        ),
        topics=_flags(about),
        languages=_flags(languages),
        says_languages=np.asarray([bool(codes) for codes in languages], dtype=np.bool_),
        site_key={str(key): place for place, key in enumerate(keys)},
        site_name=tuple(name or address for name, address in zip(site_names, addresses, strict=True)),
        latitude=_floats(latitudes),
        longitude=_floats(longitudes),
    )


def _called() -> dict[str, str]:
    """What each topic is called, in all the site's languages: the copy serves readers of each."""
    names: dict[str, list[str]] = {}
    for language, _own_name in settings.LANGUAGES:
        with translation.override(language):
            for code in topics.TOPICS:
                names.setdefault(code, []).append(topics.label(code))
    return {code: " ".join(labels) for code, labels in names.items()}


def fold(text: str) -> str:
    """A text as it is searched: small letters, without accents, so that "robotica" finds "Robótica"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def share_in_summer(starts_on: Dates, ends_on: Dates) -> Floats:
    """The share of the days from first to last (n,) that are in June, July or August; nan where not known."""
    last: Dates = np.where(np.isnat(ends_on), starts_on, ends_on)
    length = (last - starts_on).astype(np.float64) + 1
    after: Dates = (last + np.timedelta64(1, "D")).astype("datetime64[D]")
    days = _summer_days_before(after) - _summer_days_before(starts_on)
    share: Floats = np.where(np.isnat(starts_on), np.nan, days / np.maximum(length, 1))
    return share


def _summer_days_before(day: Dates) -> Floats:
    """How many days of June, July and August lie between 1970 and `day`."""
    year = day.astype("datetime64[Y]")
    into = (day - (year + np.timedelta64(5, "M")).astype("datetime64[D]")).astype(np.float64)
    return np.clip(into, 0, 92) + 92.0 * year.astype(np.int64)


def _times(column: dict[str, Sequence[Any]]) -> dict[str, Answers]:
    """Whether each session is on a weekend, after school, in the evening, as far as its times are known."""
    weekend, after_school, evening = [], [], []
    for days, rule, first, last, clock in zip(
        *(column[name] for name in ("days", "rrule", "starts_on", "ends_on", "starts_at")), strict=True
    ):
        weekdays = schedule.weekdays_of(days or (), rule, first, last)
        weekend.append(_answer(bool(weekdays & {5, 6}) if weekdays else None))
        timed = clock is not None
        after_school.append(_answer(schedule.after_school(weekdays, clock) if timed else None))
        evening.append(_answer(clock >= schedule.EVENING_STARTS if timed else None))
    return {
        "weekend": np.asarray(weekend, dtype=np.int8),
        "after_school": np.asarray(after_school, dtype=np.int8),
        "evening": np.asarray(evening, dtype=np.int8),
    }


def _columns(rows: Any, width: int) -> Sequence[Sequence[Any]]:
    return list(zip(*rows, strict=True)) or [()] * width


def _positions(site_id: Integers, wanted: Sequence[int | None]) -> Integers:
    known = np.asarray([NOWHERE if pk is None else pk for pk in wanted], dtype=np.int64)
    found: Integers = np.where(known == NOWHERE, NOWHERE, np.searchsorted(site_id, known))
    return found


def _flags(lists: Sequence[Sequence[str]]) -> dict[str, NDArray[np.bool_]]:
    """For each code that occurs: which of the lists hold it."""
    flags: dict[str, NDArray[np.bool_]] = {}
    for place, codes in enumerate(lists):
        for code in codes:
            if code not in flags:
                flags[code] = np.zeros(len(lists), dtype=np.bool_)
            flags[code][place] = True
    return flags


def _answer(value: bool | None) -> int:
    return UNKNOWN if value is None else YES if value else NO


def _floats(values: Sequence[Any]) -> Floats:
    return np.asarray([np.nan if value is None else value for value in values], dtype=np.float64)


def _dates(values: Sequence[date | None]) -> Dates:
    return np.asarray(values, dtype="datetime64[D]")
