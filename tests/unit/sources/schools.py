"""Small files of the Civil Rights Data Collection and the Common Core of Data, made up."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.unit.sources import layouts

MIDDLE, HIGH = "400000100001", "400000100002"
IDENTITY = ("LEA_STATE", "LEA_STATE_NAME", "LEAID", "LEA_NAME", "SCHID", "SCH_NAME", "COMBOKEY", "JJ")
GRADES = ("PS", "KG", *(f"G{grade:02d}" for grade in range(1, 13)), "UG")
Row = Mapping[str, object]


def school(key: str, name: str) -> dict[str, object]:
    """The columns that every module begins with."""
    return dict(
        zip(
            IDENTITY,
            ("OK", "OKLAHOMA", key[:7], "Illustrative District", key[7:], name, key, "No"),
            strict=True,
        )
    )


def characteristics(key: str, name: str, *grades: str) -> dict[str, object]:
    """A school with the grades it serves ("G08")."""
    served = {f"SCH_GRADE_{grade}": "Yes" if grade in grades else "No" for grade in GRADES}
    status = {f"SCH_STATUS_{kind}": "No" for kind in ("SPED", "MAGNET", "CHARTER", "ALT")}
    return school(key, name) | served | status


def groups(stem: str, *, black: object = 4, white: object = 5, total: object = 9) -> dict[str, object]:
    """Students by group and sex: everyone is Black or white; as many girls as boys."""
    found: dict[str, object] = {}
    for sex in ("M", "F"):
        for code in ("HI", "AM", "AS", "HP", "TR", "LEP", "IDEA"):
            found[f"SCH_{stem}_{code}_{sex}"] = 0 if isinstance(total, int) and total >= 0 else total
        found |= {f"SCH_{stem}_BL_{sex}": black, f"SCH_{stem}_WH_{sex}": white, f"TOT_{stem}_{sex}": total}
    return found


def none(stem: str, reserve: object = -9) -> dict[str, object]:
    """The same with a reserve code everywhere."""
    return groups(stem, black=reserve, white=reserve, total=reserve)


def modules() -> dict[str, list[dict[str, object]]]:
    """A middle school with algebra I in grade 8 alone, and a high school without calculus or AP science."""
    middle, high = school(MIDDLE, "Middle"), school(HIGH, "High")
    algebra = {"SCH_ALGCLASSES_GS0708": 2, "SCH_ALGCERT_GS0708": 1, "SCH_ALGENR_G07_IND": "No"}
    algebra |= {"SCH_ALGENR_G07": -9, "SCH_ALGENR_G08_IND": "Yes"}
    without = dict.fromkeys(algebra, -9)
    return {
        "School Characteristics": [
            characteristics(MIDDLE, "Middle", "G06", "G07", "G08"),
            characteristics(HIGH, "High", "G09", "G10", "G11", "G12"),
        ],
        "Enrollment": [
            middle | groups("ENR", black=40, white=50, total=90),
            high | groups("ENR", black=60, white=60, total=120),
        ],
        "Algebra I": [
            middle | algebra | groups("ALGENR_G08") | {"SCH_MATHCLASSES_ALG": -9} | none("ALGENR_GS0910"),
            high | without | none("ALGENR_G08") | {"SCH_MATHCLASSES_ALG": 3} | groups("ALGENR_GS0910"),
        ],
        "Calculus": [
            middle | {"SCH_MATHCLASSES_CALC": -9, "SCH_MATHCERT_CALC": -9} | none("MATHENR_CALC"),
            high | {"SCH_MATHCLASSES_CALC": 0, "SCH_MATHCERT_CALC": -9} | none("MATHENR_CALC"),
        ],
        "Physics": [
            middle | {"SCH_SCICLASSES_PHYS": -9, "SCH_SCICCERT_PHYS": -9} | none("SCIENR_PHYS"),
            high | {"SCH_SCICLASSES_PHYS": 2, "SCH_SCICCERT_PHYS": 2} | none("SCIENR_PHYS", -5),
        ],
        "Advanced Placement": [
            middle | {"SCH_APENR_IND": -9, "SCH_APSCIENR_IND": -9} | none("APENR") | none("APSCIENR"),
            high | {"SCH_APENR_IND": "No", "SCH_APSCIENR_IND": -9} | none("APENR") | none("APSCIENR"),
        ],
        "School Support": [
            middle | support(20, 18.5, 1.5, 2, 1),
            high | support(-5, -5, -5, -5, -5),
        ],
    }


def support(total: float, certified: float, other: float, first: float, second: float) -> dict[str, object]:
    """Full-time teachers and one counselor."""
    return {
        "SCH_FTETEACH_TOT": total,
        "SCH_FTETEACH_CERT": certified,
        "SCH_FTETEACH_NOTCERT": other,
        "SCH_FTETEACH_FY": first,
        "SCH_FTETEACH_SY": second,
        "SCH_FTECOUNSELORS": 1,
    }


def content(rows: Iterable[Row]) -> bytes:
    """Rows as a CSV with their columns' names."""
    listed = list(rows)
    return layouts.csv_bytes(tuple(listed[0]), [tuple(row.values()) for row in listed])


def crdc_folder(folder: Path, changed: Mapping[str, list[dict[str, object]]] | None = None) -> Path:
    """The folder of the modules' files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (modules() | dict(changed or {})).items():
        (folder / f"{name}.csv").write_bytes(content(rows))
    return folder


def crdc_zip(path: Path) -> Path:
    """The official zip: schools and districts in folders of their own."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in modules().items():
            archive.writestr(f"2017-18 Public-Use Files/Data/SCH/CRDC/CSV/{name}.csv", content(rows))
        archive.writestr("2017-18 Public-Use Files/Data/LEA/CRDC/CSV/Enrollment.csv", b"LEAID\n4000001\n")
    return path


DIRECTORY_HEADER = (
    "SCHOOL_YEAR", "ST", "SCH_NAME", "LEA_NAME", "LEAID", "NCESSCH", "LSTREET1", "LCITY", "LZIP",
    "SY_STATUS", "SCH_TYPE", "CHARTER_TEXT", "GSLO", "GSHI", "LEVEL",
)  # fmt: skip
DIRECTORY_ROWS = (
    ("2022-2023", "OK", "Middle", "Illustrative District", "4000001", MIDDLE, "1 Oak St", "Tulsa", "74106",
     "1", "1", "No", "06", "08", "Middle"),
    ("2022-2023", "OK", "High", "Illustrative District", "4000001", HIGH, "2 Oak St", "Tulsa", "74106",
     "1", "1", "Yes", "09", "12", "High"),
    ("2022-2023", "OK", "Closed", "Illustrative District", "4000001", "400000100003", "3 Oak St", "Tulsa",
     "74106", "2", "1", "Not applicable", "KG", "05", "Elementary"),
)  # fmt: skip
MEMBERSHIP_HEADER = (
    "SCHOOL_YEAR", "NCESSCH", "GRADE", "RACE_ETHNICITY", "SEX", "STUDENT_COUNT",
    "TOTAL_INDICATOR", "DMS_FLAG",
)  # fmt: skip
COUNTED = "Category Set A - By Race/Ethnicity; Sex; Grade"


def member(grade: str, race: str, sex: str, count: object, indicator: str = COUNTED) -> tuple[object, ...]:
    """A row of the membership file, of the middle school."""
    return ("2022-2023", MIDDLE, grade, race, sex, count, indicator, "Reported")


MEMBERSHIP_ROWS = (
    member("Grade 8", "Black or African American", "Male", 14),
    member("Grade 8", "Black or African American", "Female", 13),
    member("Grade 8", "White", "Male", 16),
    member("Grade 8", "White", "Female", 17),
    member("Grade 8", "Not Specified", "Female", 1),
    member("Grade 8", "Asian", "Female", ""),
    member("Grade 8", "No Category Codes", "Not Specified", 61, "Subtotal 4 - By Grade"),
    member("Grade 5", "White", "Male", 99),
)
POSITIONS = (
    f"NCESSCH|NAME|CNTY|LOCALE|LAT|LON|SCHOOLYEAR\n{MIDDLE}|Middle|40143|11|36.18|-95.98|2022-2023\n"
).encode()
