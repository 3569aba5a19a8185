"""The Civil Rights Data Collection's files and columns, as the ones Trellis reads.

Names hold from 2015–16 to 2021–22: "_LEP_" became "_EL_" in 2021–22, "TOT_DUAL_M" became "TOT_DUALENR_M", a
third sex ("_X") was added in 2021–22. A negative number is a reserve code: why there is no number.
"""

from dataclasses import dataclass
from typing import Final

# 2017-18 Public-Use Data File User's Manual, table 2; -4, -7, -10, -12 and -13 are of other years.
RESERVES: Final = {
    -3: "skip logic failure",
    -4: "missing, optional",
    -5: "action plan",
    -6: "force certified",
    -7: "suppressed",
    -8: "missing in EDFacts",
    -9: "not applicable or skipped",
    -10: "quality of the data",
    -11: "suppressed",
    -12: "suppressed",
    -13: "missing, optional",
    0: "blank in the file",
}
BLANK: Final = 0
RACES: Final = ("hi", "am", "as", "hp", "bl", "wh", "tr")
GROUPS: Final = (
    *(f"{group}_{sex}" for group in (*RACES, "total", "lep", "idea") for sex in ("m", "f", "x")),
)
GROUP_LABELS: Final = {
    "hi": "Hispanic or Latino",
    "am": "American Indian or Alaska Native",
    "as": "Asian",
    "hp": "Native Hawaiian or Other Pacific Islander",
    "bl": "Black or African American",
    "wh": "White",
    "tr": "Two or more races",
    "total": "All students",
    "lep": "English learners",
    "idea": "Students with disabilities (IDEA)",
}
GRADES: Final = ("PS", "KG", *(f"{grade:02d}" for grade in range(1, 13)), "UG")


@dataclass(frozen=True, slots=True)
class Measure:
    """Students counted by group: of which course ("" for enrollment), and how its columns are called.

    `students` is between "SCH_" or "TOT_" and the group; `totals` where totals are called otherwise; `alone`
    a column with everybody in one number. `classes` and `certified` are columns, `indicator` says Yes or No.
    `unless` is an indicator whose No means that this one was skipped.
    """

    key: str
    file: str
    students: str = ""
    totals: str = ""
    alone: str = ""
    classes: str = ""
    certified: tuple[str, ...] = ()
    indicator: str = ""
    unless: str = ""


def _math(key: str, file: str, code: str) -> Measure:
    return Measure(
        key,
        file,
        students=f"MATHENR_{code}",
        classes=f"SCH_MATHCLASSES_{code}",
        certified=(f"SCH_MATHCERT_{code}",),
    )


def _science(key: str, file: str, code: str) -> Measure:
    return Measure(
        key,
        file,
        students=f"SCIENR_{code}",
        classes=f"SCH_SCICLASSES_{code}",
        certified=(f"SCH_SCICCERT_{code}",),
    )


def _ap(key: str, code: str) -> Measure:
    return Measure(
        key,
        "Advanced Placement",
        students=f"AP{code}ENR",
        indicator=f"SCH_AP{code}ENR_IND",
        unless="SCH_APENR_IND",
    )


_ALGEBRA: Final = "Algebra I"
_MIDDLE: Final = ("SCH_ALGCLASSES_GS0708", ("SCH_ALGCERT_GS0708",))
_HIGH: Final = ("SCH_MATHCLASSES_ALG", ("SCH_MATHCERT_ALG",))
ENROLLMENT: Final = Measure("enrollment", "Enrollment", students="ENR")
COURSES: Final = (
    Measure(
        "algebra1_g7",
        _ALGEBRA,
        alone="SCH_ALGENR_G07",
        classes=_MIDDLE[0],
        certified=_MIDDLE[1],
        indicator="SCH_ALGENR_G07_IND",
    ),
    Measure(
        "algebra1_g8",
        _ALGEBRA,
        students="ALGENR_G08",
        classes=_MIDDLE[0],
        certified=_MIDDLE[1],
        indicator="SCH_ALGENR_G08_IND",
    ),
    Measure("algebra1_g9_10", _ALGEBRA, students="ALGENR_GS0910", classes=_HIGH[0], certified=_HIGH[1]),
    Measure("algebra1_g11_12", _ALGEBRA, students="ALGENR_GS1112", classes=_HIGH[0], certified=_HIGH[1]),
    _math("geometry", "Geometry", "GEOM"),
    _math("algebra2", "Algebra II", "ALG2"),
    _math("advanced_math", "Advanced Mathematics", "ADVM"),
    _math("calculus", "Calculus", "CALC"),
    _science("biology", "Biology", "BIOL"),
    _science("chemistry", "Chemistry", "CHEM"),
    _science("physics", "Physics", "PHYS"),
    Measure(
        "computer_science",
        "Computer Science",
        students="COMPENR_CSCI",
        classes="SCH_COMPCLASSES_CSCI",
        certified=("SCH_COMPCCERT_CSCI", "SCH_COMPCERT_CSCI"),
    ),
    Measure(
        "ap_any",
        "Advanced Placement",
        students="APENR",
        classes="SCH_APCOURSES",
        indicator="SCH_APENR_IND",
    ),
    _ap("ap_math", "MATH"),
    _ap("ap_science", "SCI"),
    _ap("ap_computer_science", "COMP"),
    Measure(
        "dual_enrollment",
        "Dual Enrollment",
        students="DUALENR",
        totals="DUAL",
        indicator="SCH_DUAL_IND",
    ),
)
STAFF: Final = {
    "fte_total": "SCH_FTETEACH_TOT",
    "fte_certified": "SCH_FTETEACH_CERT",
    "fte_not_certified": "SCH_FTETEACH_NOTCERT",
    "fte_first_year": "SCH_FTETEACH_FY",
    "fte_second_year": "SCH_FTETEACH_SY",
    "counselors": "SCH_FTECOUNSELORS",
}
CHARACTERISTICS: Final = "School Characteristics"
SUPPORT: Final = "School Support"
FILES: Final = tuple(
    dict.fromkeys((CHARACTERISTICS, ENROLLMENT.file, SUPPORT, *(course.file for course in COURSES)))
)
NEEDED: Final = (CHARACTERISTICS, ENROLLMENT.file)


def columns_of_groups(measure: Measure) -> dict[str, tuple[str, ...]]:
    """Group ("hi_m") to what its column may be called."""
    if measure.alone:
        return {"total": (measure.alone,)}
    found: dict[str, tuple[str, ...]] = {}
    for group in GROUPS:
        kind, _, sex = group.partition("_")
        if kind == "total":
            stems = (measure.students, measure.totals or measure.students)
            found[group] = tuple(f"TOT_{stem}_{sex.upper()}" for stem in stems)
        else:
            codes = ("LEP", "EL") if kind == "lep" else (kind.upper(),)
            found[group] = tuple(f"SCH_{measure.students}_{code}_{sex.upper()}" for code in codes)
    return found
