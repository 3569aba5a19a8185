"""Small files in the publishers' own layouts, made up."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

CROSSWALK_HEADER = ("CIP2020Code", "CIP2020Title", "SOC2018Code", "SOC2018Title")
CROSSWALK_ROWS = (
    ("01.0000", "Agriculture, General.", "19-1011", "Animal Scientists"),
    (
        "15.1001",
        "Construction Engineering Technology/Technician.",
        "17-3022",
        "Civil Engineering Technicians",
    ),
    ("52.0202", "Purchasing.", "13-1021", "Buyers, Farm Products"),
    ("52.0202", "Purchasing.", "13-1022", "Buyers, Wholesale"),
    ("53.0203", "Certificate of IEP Completion.", "99-9999", "NO MATCH"),
    ("99.9999", "NO MATCH", "55-3016", "Infantry"),
)
OPENINGS_HEADER = (
    "2024 National Employment Matrix title",
    "2024 National Employment Matrix code",
    "Occupation type",
    "Employment, 2024",
    "Employment, 2034",
    "Employment change, numeric, 2024–34",
    "Labor force exits, 2024–34 annual average",
    "Occupational transfers, 2024–34 annual average",
    "Occupational openings, 2024–34 annual average",
)
OPENINGS_ROWS = (
    ("Total, all occupations", "00-0000", "Summary", 100.0, 110.0, 10.0, 4.0, 5.0, 10.0),
    ("  Civil engineers", "17-2051", "Line item", 50.0, 55.0, 5.0, 1.0, 2.0, 3.5),
    ("  Fish hatchers", "45-9999", "Line item", 2.0, 2.0, "—", "—", 0.1, 0.2),
)
EDUCATION_HEADER = (*OPENINGS_HEADER[:3], "Typical education needed for entry")
EDUCATION_ROWS = (
    ("Total, all occupations", "00-0000", "Summary", "—"),
    ("  Civil engineers", "17-2051", "Line item", "Bachelor’s degree"),
    ("  Fish hatchers", "45-9999", "Line item", "—"),
)
OEWS_HEADER = (
    "AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE",
    "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL",
    "PCT_RPT",
    "H_MEAN", "A_MEAN", "MEAN_PRSE", "H_MEDIAN", "A_MEDIAN", "ANNUAL", "HOURLY",
)  # fmt: skip


def workbook(path: Path, sheets: dict[str, Iterable[Sequence[Any]]]) -> Path:
    """An .xlsx file with the rows given on each sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def crosswalk(
    path: Path,
    *,
    header: Sequence[Any] = CROSSWALK_HEADER,
    rows: Iterable[Sequence[Any]] = CROSSWALK_ROWS,
) -> Path:
    """The NCES crosswalk workbook."""
    return workbook(path, {"File Guide": [("File Name", "Description")], "CIP-SOC": [header, *rows]})


def projections(
    path: Path,
    *,
    header: Sequence[Any] = OPENINGS_HEADER,
    rows: Iterable[Sequence[Any]] = OPENINGS_ROWS,
    title: str = "Table 1.10 Occupational separations and openings, projected 2024–34",
) -> Path:
    """The BLS projections workbook."""
    return workbook(
        path,
        {
            "Index": [("Occupation.xlsx contents",)],
            "Table 1.2": [
                ("Table 1.2 Occupational projections, 2024–2034",),
                EDUCATION_HEADER,
                *EDUCATION_ROWS,
            ],
            "Table 1.10": [(title,), header, *rows, ("Source: Employment Projections program",)],
        },
    )


def california(
    path: Path, *, area: str = "Statewide", title: str = "2023-2033 Occupational Employment Projections"
) -> Path:
    """California's workbook: ten-year totals."""
    header = (
        "SOC Level[1]", "SOC Code[2]", "Occupational Title[3]", "Base Year Employment Estimate 2023[4][5]",
        "Projected Year Employment Estimate 2033", "Numeric Change 2023-2033[6]",
        "Percent-age Change 2023-2033", "Exits\n[7]", "Transfers\n[8]", "Total Job Openings\n[9]",
        "Median Hourly Wages\n[10]",
        "Median Annual Wages\n[10]", "Entry Level Education\n[11][12]",
    )  # fmt: skip
    return workbook(
        path,
        {
            "Occupational": [
                (title,),
                ("California",),
                (area,),
                header,
                (3, "17-2000", "Engineers", 900, 990, 90, 0.1, 200, 300, 590, 60.0, 124800.0, "N/A"),
                (
                    4,
                    "17-2051",
                    "Civil Engineers",
                    1000,
                    1100,
                    100,
                    0.1,
                    200,
                    300,
                    600,
                    55.0,
                    114400.0,
                    "Bachelor's degree",
                ),
                ("End of worksheet.",),
            ]
        },
    )


def oews_row(**cells: Any) -> list[Any]:
    """A row of the OEWS workbook: Tulsa's civil engineers, but for the cells given."""
    row: dict[str, Any] = {
        "AREA": "46140", "AREA_TITLE": "Tulsa, OK", "AREA_TYPE": "4", "PRIM_STATE": "OK", "NAICS": "000000",
        "OWN_CODE": "1235", "OCC_CODE": "17-2051", "OCC_TITLE": "Civil Engineers", "O_GROUP": "detailed",
        "TOT_EMP": 700, "EMP_PRSE": 12.5, "LOC_QUOTIENT": 0.9, "A_MEAN": 100100, "A_MEDIAN": 98700,
    }  # fmt: skip
    return [(row | cells).get(name, "") for name in OEWS_HEADER]


def oews(
    path: Path, rows: Iterable[Sequence[Any]], *, header: Sequence[str] = OEWS_HEADER, year: int | None = 2024
) -> Path:
    """The OEWS workbook of a May."""
    sheets: dict[str, Iterable[Sequence[Any]]] = {"Data": [header, *rows]}
    if year:
        sheets["Field Descriptions"] = [
            (f"May {year} OEWS Estimates",),
            ("#  = indicates a wage equal to or greater than $115.00 per hour or $239,200 per year ",),
        ]
    return workbook(path, sheets)


def total(**cells: Any) -> list[Any]:
    """The row of all occupations."""
    return oews_row(OCC_CODE="00-0000", OCC_TITLE="All Occupations", O_GROUP="total", TOT_EMP=1000, **cells)


def delimited(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, delimiter: str = ","
) -> Path:
    """A CSV with a byte-order mark, as IPEDS has it."""
    path.write_bytes(b"\xef\xbb\xbf" + csv_bytes(header, rows, delimiter=delimiter))
    return path


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]], *, delimiter: str = ",") -> bytes:
    """A CSV's bytes."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """A zip with these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


HD_HEADER = (
    "UNITID", "INSTNM", "CITY", "STABBR", "OPEID", "SECTOR", "CYACTIVE", "CBSA", "COUNTYCD", "LONGITUD",
    "LATITUDE",
)  # fmt: skip
HD_ROWS = (
    (
        "207935",
        "Tulsa Community College",
        "Tulsa",
        "OK",
        "00976300",
        4,
        1,
        46140,
        40143,
        -95.986186,
        36.147629,
    ),
    ("999998", "College of the Prairie", "Boise City", "OK", "00000100", 4, 1, -2, 40025, -102.5, 36.7),
    ("999999", "Closed College", "Tulsa", "OK", "00000200", 6, 2, 46140, 40143, -96.0, 36.1),
)
COMPLETIONS_HEADER = (
    "UNITID", "CIPCODE", "MAJORNUM", "AWLEVEL", "XCTOTALT", "CTOTALT", "XCTOTALM", "CTOTALM",
    "XCTOTALW", "CTOTALW", "XCAIANT", "CAIANT", "XCASIAT", "CASIAT", "XCBKAAT", "CBKAAT", "XCHISPT",
    "CHISPT", "XCNHPIT", "CNHPIT",
    "XCWHITT", "CWHITT", "XC2MORT", "C2MORT", "XCUNKNT", "CUNKNT", "XCNRALT", "CNRALT",
)  # fmt: skip


def completions_row(unitid: str, cip: str, award: int, total: int, *, major: int = 1) -> list[Any]:
    """A row of C…_A: half of the graduates women, all of them white."""
    counts = [total, total - total // 2, total // 2, 0, 0, 0, 0, 0, total, 0, 0, 0]
    return [unitid, cip, major, award, *(cell for count in counts for cell in ("R", count))]


def series(folder: Path, figures: dict[str, tuple[str, str]], *, year: str = "2024", end: str = "\n") -> Path:
    """OEWS flat files: series ids to value and footnote, two areas and two occupations."""
    folder.mkdir(exist_ok=True)
    files = {
        "oe.area": "state_code\tarea_code\tareatype_code\tarea_name\n"
        "00\t0000000\tN\tNational\n40\t0046140\tM\tTulsa, OK\n",
        "oe.occupation": "occupation_code\toccupation_name\tdisplay_level\tselectable\tsort_sequence\n"
        "000000\tAll Occupations\t0\tT\t1\n172000\tEngineers\t1\tT\t2\n172051\tCivil Engineers\t3\tT\t3\n",
        "oe.footnote": "footnote_code\tfootnote_text\n"
        "5\tThis wage is equal to or greater than $115.00 per hour or $239,200 per year.\n"
        "8\tEstimate not released.\n",
    }
    data = ["series_id                     \tyear\tperiod\t       value\tfootnote_codes"]
    data += [f"{key:30}\t{year}\tA01\t{value:>12}\t{note}" for key, (value, note) in figures.items()]
    files["oe.data.0.Current"] = "\n".join(data) + end
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder
