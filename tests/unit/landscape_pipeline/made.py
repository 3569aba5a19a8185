"""Schools made up for the tests: who is enrolled, by race; everybody is a girl or a boy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from trellis.sources.pipeline import Course, SchoolPipeline
from trellis.sources.records import TableInfo

GROUPS = (
    *(f"{race}_{sex}" for race in ("hi", "am", "as", "hp", "bl", "wh", "tr") for sex in "mf"),
    "total_m",
    "total_f",
    "lep_m",
    "lep_f",
    "idea_m",
    "idea_f",
    "total",
)
MIDDLE, HIGH = "06 07 08", "09 10 11 12"
STAFF = ("fte_total", "fte_certified", "fte_not_certified", "fte_first_year", "fte_second_year", "counselors")
INFO = TableInfo(
    source="crdc",
    table="crdc_schools",
    title="Civil Rights Data Collection, schools",
    publisher="Illustrative Publisher",
    vintage="2017–18",
    edition="2017-18",
    retrieved="2026-11-24",
    licence="Public domain",
    url="https://example.org",
    rows=1,
    checksum="sha256:0",
    origin="official",
)

RACES = ("bl", "wh", "hi", "am", "as", "tr")
People = Sequence[int]
"""By `RACES`, or the first of them; half of each girls, of an odd number the larger half."""


@dataclass(frozen=True)
class School:
    """A school: who is enrolled, who takes what. A course that isn't named isn't offered; None: not told."""

    people: People
    grades: str = HIGH
    courses: Mapping[str, People | None] = field(default_factory=dict)
    early: int = 0
    teachers: tuple[float, float, float, float] = (10.0, 9.0, 1.0, 0.5)
    state: str = "OK"


def pipeline(
    districts: Mapping[str, Sequence[School]], *, courses: Sequence[str] = ("calculus", "physics")
) -> SchoolPipeline:
    """Return the collection of some districts' schools, by LEAID."""
    schools = [
        (leaid, number, each) for leaid, group in districts.items() for number, each in enumerate(group)
    ]
    n = len(schools)
    kept = [each for _, _, each in schools]
    enrollment = np.array([_row(each.people) for each in kept])
    grade8 = np.array(
        [_row(each.people) / len(each.grades.split()) if "08" in each.grades else _row(()) for each in kept]
    )
    made = {name: _course(kept, name, HIGH) for name in courses} | {
        "algebra1_g8": _course(kept, "algebra", "08")
    }
    made["algebra1_g7"] = _early(kept)
    nothing = np.zeros(n, dtype=np.int8)
    teachers = np.array([each.teachers for each in kept])
    staff = {name: np.full(n, np.nan) for name in STAFF}
    staff["fte_total"], staff["fte_certified"] = teachers[:, 0], teachers[:, 1]
    staff["fte_first_year"], staff["fte_second_year"] = teachers[:, 2], teachers[:, 3]
    return SchoolPipeline(
        combokey=np.array([f"{leaid}{number:05d}" for leaid, number, _ in schools]),
        leaid=np.array([leaid for leaid, _, _ in schools]),
        name=np.array([f"Illustrative school {number}" for _, number, _ in schools], dtype=object),
        district=np.array([f"Illustrative district {leaid}" for leaid, _, _ in schools], dtype=object),
        state=np.array([each.state for each in kept]),
        grades=np.array([each.grades for each in kept], dtype=object),
        charter=nothing,
        magnet=nothing,
        alternative=nothing,
        juvenile_justice=nothing,
        latitude=np.full(n, np.nan),
        longitude=np.full(n, np.nan),
        groups=GROUPS,
        enrollment=enrollment,
        grade8=grade8,
        grade8_from="spread evenly",
        courses=made,
        staff=staff,
        unknown={},
        vintage="2017–18",
        infos=(INFO,),
    )


def _row(people: People) -> np.ndarray:
    row = np.zeros(len(GROUPS))
    for race, count in zip(RACES, people, strict=False):
        girls = (count + 1) // 2
        row[GROUPS.index(f"{race}_f")], row[GROUPS.index(f"{race}_m")] = girls, count - girls
        row[GROUPS.index("total_f")] += girls
        row[GROUPS.index("total_m")] += count - girls
    row[-1] = sum(people)
    return row


def _course(schools: Sequence[School], name: str, asked: str) -> Course:
    unknown = np.full(len(GROUPS), np.nan)
    offered, students = [], []
    for each in schools:
        taking = each.courses.get(name, ())
        is_asked = bool(set(asked.split()) & set(each.grades.split()))
        offered.append((1 if name in each.courses else 0) if is_asked and taking is not None else -1)
        students.append(_row(taking) if is_asked and taking is not None else unknown)
    return _as_course(offered, students)


def _early(schools: Sequence[School]) -> Course:
    students = []
    for each in schools:
        row = np.full(len(GROUPS), np.nan)
        row[-1] = each.early
        students.append(row)
    return _as_course([1 if each.early else 0 for each in schools], students)


def _as_course(offered: list[int], students: list[np.ndarray]) -> Course:
    classes = np.full(len(offered), np.nan)
    return Course(np.array(offered, dtype=np.int8), classes, classes, np.array(students))
