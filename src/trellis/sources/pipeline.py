"""What schools offer on the way into STEM, and who takes it: columns from the Civil Rights Data Collection.

A count that the collection doesn't give is NaN, never zero; a school that says it doesn't offer a course, and
was therefore not asked who takes it, has zero.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from trellis.sources.crdc_layout import BLANK, COURSES, GROUPS, RESERVES, STAFF
from trellis.sources.errors import UnknownVintage
from trellis.sources.library import Library
from trellis.sources.records import Flags, Floats, Names, TableInfo, Text
from trellis.sources.shelf import Entry

TOTAL: Final = "total"
GRADE_8: Final = "08"
YES, NO, UNKNOWN = 1, 0, -1
Denominator = Literal["membership", "spread evenly"]


@dataclass(frozen=True, slots=True)
class Course:
    """A course over the schools, shape (n,): offered 1 yes, 0 no, -1 not known or not asked.

    classes, classes_certified: NaN unknown; for algebra I in grades 7 and 8 they count both together.
    students (n, g): by the pipeline's groups, NaN unknown.
    """

    offered: NDArray[np.int8]
    classes: Floats
    classes_certified: Floats
    students: Floats


@dataclass(frozen=True, slots=True)
class SchoolPipeline:
    """Schools with courses, students by group and staff: n schools sorted by key, g groups.

    combokey: LEAID and school, as CCD's NCESSCH; grades: served, with spaces ("06 07 08"). groups: "hi_m" …
    and last "total"; enrollment (n, g); courses by key, only those that the collection at hand has; staff:
    full-time equivalents (n,). grade8 (n, g): students of grade 8, from CCD's membership where it is there,
    else enrollment spread evenly over the grades served (`grade8_from` says which); 0 where the grade isn't
    served. `unknown`: for each measure how many schools have no number, by the reason. latitude, longitude
    (n,): NaN where EDGE's positions aren't there.
    """

    combokey: Text
    leaid: Text
    name: Names
    district: Names
    state: Text
    grades: Names
    charter: NDArray[np.int8]
    magnet: NDArray[np.int8]
    alternative: NDArray[np.int8]
    juvenile_justice: NDArray[np.int8]
    latitude: Floats
    longitude: Floats
    groups: tuple[str, ...]
    enrollment: Floats
    grade8: Floats
    grade8_from: Denominator
    courses: Mapping[str, Course]
    staff: Mapping[str, Floats]
    unknown: Mapping[str, Mapping[str, int]]
    vintage: str
    infos: tuple[TableInfo, ...]

    def __len__(self) -> int:
        return len(self.combokey)

    def serves(self, *grades: str) -> Flags:
        """Which schools serve any of the grades ("08"), shape (n,)."""
        wanted = set(grades)
        return np.array([bool(wanted & set(served.split())) for served in self.grades])

    def column(self, group: str) -> int:
        """Where a group stands in the last axis: "total", "bl_f"."""
        return self.groups.index(group)

    def students(self, measure: str, *groups: str) -> Floats:
        """Students of some groups together, shape (n,): "enrollment", "grade8", or a course."""
        table = {"enrollment": self.enrollment, "grade8": self.grade8}.get(measure)
        if table is None:
            table = self.courses[measure].students
        return np.asarray(table[:, [self.column(group) for group in groups]].sum(axis=1))


def school_pipeline(
    library: Library,
    *,
    states: Collection[str] | None = None,
    leaids: Collection[str] | None = None,
    vintage: str | None = None,
) -> SchoolPipeline:
    """The schools of states (postal abbreviations) or districts; UnknownVintage where none are here."""
    key = ("pipeline", *(None if part is None else tuple(sorted(part)) for part in (states, leaids)), vintage)
    return library.recent(key, lambda: _read(library, states, leaids, vintage))


def _read(
    library: Library,
    states: Collection[str] | None,
    leaids: Collection[str] | None,
    vintage: str | None,
) -> SchoolPipeline:
    given: dict[str, object] = {
        "states": None if states is None else list(states),
        "leaids": None if leaids is None else list(leaids),
    }
    entry, schools = _schools(library, given, vintage)
    keys = [row[0] for row in schools]
    place = {code: i for i, code in enumerate(keys)}
    beside = {
        table: found
        for table in ("crdc_courses", "crdc_counts", "crdc_staff")
        if (found := _beside(library, table, entry))
    }
    wanted: dict[str, object] = {"schools": str(entry.path)} | given
    offered = _courses(library, beside.get("crdc_courses"), wanted, place)
    groups, students, unknown = _counts(library, beside.get("crdc_counts"), wanted, place)
    courses = {
        name: _course(offered.get(name), students.get(name), unknown.setdefault(name, {}), keys, len(groups))
        for name in (course.key for course in COURSES)
        if name in offered or name in students
    }
    empty = np.full((len(keys), len(groups)), np.nan)
    enrollment = students.get("enrollment", empty)
    served = np.array([row[5] for row in schools], dtype=object)
    membership = library.entry("ccd_membership")
    grade8, how = _grade8(library, membership, place, groups, enrollment, served)
    positions = library.entry("school_positions")
    latitude, longitude = _positions(library, positions, place)
    infos = [entry.info, *(each.info for each in beside.values())]
    infos += [membership.info] if membership and how == "membership" else []
    infos += [positions.info] if positions and np.isfinite(latitude).any() else []
    flags = np.array([[_flag(cell) for cell in row[6:10]] for row in schools], dtype=np.int8)
    return SchoolPipeline(
        combokey=np.array(keys, dtype=np.str_),
        leaid=np.array([row[1] for row in schools], dtype=np.str_),
        name=np.array([row[2] for row in schools], dtype=object),
        district=np.array([row[3] for row in schools], dtype=object),
        state=np.array([row[4] for row in schools], dtype=np.str_),
        grades=served,
        charter=flags[:, 0].copy(),
        magnet=flags[:, 1].copy(),
        alternative=flags[:, 2].copy(),
        juvenile_justice=flags[:, 3].copy(),
        latitude=latitude,
        longitude=longitude,
        groups=groups,
        enrollment=enrollment,
        grade8=grade8,
        grade8_from=how,
        courses=courses,
        staff=_staff(library, beside.get("crdc_staff"), wanted, place),
        unknown={
            measure: dict(Counter(RESERVES.get(code, f"reserve code {code}") for code in reasons.values()))
            for measure, reasons in unknown.items()
        },
        vintage=entry.info.vintage,
        infos=tuple(infos),
    )


_OF_SCHOOLS: Final = """($states IS NULL OR list_contains($states, state))
    AND ($leaids IS NULL OR list_contains($leaids, leaid))"""
_THESE: Final = f"combokey IN (SELECT combokey FROM read_parquet($schools) WHERE {_OF_SCHOOLS})"  # noqa: S608

_SCHOOLS: Final = f"""SELECT combokey, leaid, name, district, state, grades, charter, magnet, alternative,
    juvenile_justice FROM read_parquet($path) WHERE {_OF_SCHOOLS} ORDER BY combokey"""  # noqa: S608


def _schools(
    library: Library, given: dict[str, object], vintage: str | None
) -> tuple[Entry, list[tuple[Any, ...]]]:
    """The newest collection that has such schools, and they."""
    for entry in library.shelf.entries("crdc_schools"):
        if vintage not in (None, entry.info.vintage, entry.info.edition):
            continue
        rows = library.rows(_SCHOOLS, {"path": str(entry.path)} | given)
        if rows:
            return entry, rows
    raise UnknownVintage(
        "No schools of the Civil Rights Data Collection are here for this region. Pull them "
        "(trellis data pull crdc), or add the official zip (trellis data add crdc FILE)."
    )


def _beside(library: Library, table: str, schools: Entry) -> Entry | None:
    """The table that came with the schools."""
    for entry in library.shelf.entries(table):
        if (entry.info.edition, entry.scope) == (schools.info.edition, schools.scope):
            return entry
    return None


def _courses(
    library: Library, entry: Entry | None, wanted: dict[str, object], place: Mapping[str, int]
) -> dict[str, tuple[NDArray[np.int8], Floats, Floats]]:
    """Offered, classes and certified classes by course."""
    found: dict[str, tuple[NDArray[np.int8], Floats, Floats]] = {}
    if entry is None:
        return found
    columns = "combokey, course, offered, classes, classes_certified"
    sql = f"SELECT {columns} FROM read_parquet($path) WHERE {_THESE}"  # noqa: S608
    n = len(place)
    for key, course, offered, classes, certified in library.rows(sql, {"path": str(entry.path)} | wanted):
        if course not in found:
            found[course] = np.full(n, UNKNOWN, np.int8), np.full(n, np.nan), np.full(n, np.nan)
        flags, taught, by_certified = found[course]
        i = place[key]
        flags[i] = _flag(offered)
        taught[i] = np.nan if classes is None else classes
        by_certified[i] = np.nan if certified is None else certified
    return found


def _counts(
    library: Library, entry: Entry | None, wanted: dict[str, object], place: Mapping[str, int]
) -> tuple[tuple[str, ...], dict[str, Floats], dict[str, dict[str, int]]]:
    """Groups there are, students by measure (n, g), and by measure the schools without a number and why."""
    rows: list[tuple[Any, ...]] = []
    if entry is not None:
        sql = f'SELECT combokey, measure, "group", count, reserve FROM read_parquet($path) WHERE {_THESE}'  # noqa: S608
        rows = library.rows(sql, {"path": str(entry.path)} | wanted)
    present = {row[2] for row in rows}
    groups = (*(group for group in GROUPS if group in present), TOTAL)
    column = {group: i for i, group in enumerate(groups)}
    students: dict[str, Floats] = {}
    why: dict[str, dict[str, int]] = {}
    for key, measure, group, count, reserve in rows:
        if measure not in students:
            students[measure] = np.full((len(place), len(groups)), np.nan)
            why[measure] = {}
        if count is None:
            why[measure][key] = BLANK if reserve is None else reserve
        else:
            students[measure][place[key], column[group]] = count
    sexes = [column[group] for group in groups if group.startswith(f"{TOTAL}_")]
    third = column.get(f"{TOTAL}_x")
    for table in students.values():
        parts = table[:, sexes]
        if third is not None:
            # Few schools count a third sex; where it isn't given the two others are everybody.
            parts = np.where(np.isnan(parts) & (np.array(sexes) == third), 0.0, parts)
        summed = parts.sum(axis=1) if sexes else np.full(len(place), np.nan)
        table[:, -1] = np.where(np.isnan(table[:, -1]), summed, table[:, -1])
    return groups, students, why


def _course(
    offered: tuple[NDArray[np.int8], Floats, Floats] | None,
    students: Floats | None,
    why: dict[str, int],
    keys: list[str],
    groups: int,
) -> Course:
    """A course, with zero students where it isn't offered; they are struck from the unknown (`why`)."""
    n = len(keys)
    nothing = np.full(n, UNKNOWN, np.int8), np.full(n, np.nan), np.full(n, np.nan)
    flags, classes, certified = offered or nothing
    counted = np.full((n, groups), np.nan) if students is None else students
    for i in np.flatnonzero((flags == NO) & np.isnan(counted[:, -1])):
        counted[i] = 0.0
        why.pop(keys[i], None)
    return Course(flags, classes, certified, counted)


def _staff(
    library: Library, entry: Entry | None, wanted: dict[str, object], place: Mapping[str, int]
) -> dict[str, Floats]:
    staff = {name: np.full(len(place), np.nan) for name in STAFF}
    if entry is None:
        return staff
    sql = f"SELECT combokey, {', '.join(STAFF)} FROM read_parquet($path) WHERE {_THESE}"  # noqa: S608
    for key, *values in library.rows(sql, {"path": str(entry.path)} | wanted):
        for name, value in zip(STAFF, values, strict=True):
            staff[name][place[key]] = np.nan if value is None else value
    return staff


def _grade8(
    library: Library,
    entry: Entry | None,
    place: Mapping[str, int],
    groups: tuple[str, ...],
    enrollment: Floats,
    served: Names,
) -> tuple[Floats, Denominator]:
    """Students of grade 8 by group, and where that is from."""
    grades = [[grade for grade in each.split() if grade != "UG"] for each in served]
    share = np.array([1 / len(each) if GRADE_8 in each else 0.0 for each in grades])
    spread = np.where(share[:, None] > 0, enrollment * share[:, None], 0.0)
    if entry is None:
        return spread, "spread evenly"
    rows = library.rows(
        'SELECT ncessch, "group", count FROM read_parquet($path) '
        "WHERE grade = $grade AND list_contains($keys, ncessch)",
        {"path": str(entry.path), "grade": GRADE_8, "keys": list(place)},
    )
    if not rows:
        return spread, "spread evenly"
    column = {group: i for i, group in enumerate(groups)}
    counted = np.full((len(place), len(groups)), np.nan)
    counted[share == 0] = 0.0
    for key in {row[0] for row in rows}:
        counted[place[key]] = [0.0 if group[:3] not in ("lep", "ide") else np.nan for group in groups]
    for key, group, count in rows:
        if group in column:
            counted[place[key], column[group]] = count
        if group.startswith(f"{TOTAL}_"):
            counted[place[key], -1] += count
    return counted, "membership"


def _positions(library: Library, entry: Entry | None, place: Mapping[str, int]) -> tuple[Floats, Floats]:
    latitude, longitude = np.full(len(place), np.nan), np.full(len(place), np.nan)
    if entry is not None:
        rows = library.rows(
            "SELECT ncessch, latitude, longitude FROM read_parquet($path) "
            "WHERE list_contains($keys, ncessch)",
            {"path": str(entry.path), "keys": list(place)},
        )
        for key, north, east in rows:
            latitude[place[key]], longitude[place[key]] = north, east
    return latitude, longitude


def _flag(value: bool | None) -> int:
    return UNKNOWN if value is None else int(value)
