"""O*NET's files, and job titles with their occupations."""

import zipfile
from pathlib import Path

import pytest

from trellis.sources import Store, onet
from trellis.sources.errors import MissingColumn, Truncated, Unreadable, WrongVintage
from trellis.sources.pull import add

FILES = {
    "Read Me.txt": "O*NET 27.0 Database\nAugust 2022 Release\n-------------------\n",
    "Occupation Data.txt": (
        "O*NET-SOC Code\tTitle\tDescription\n"
        "13-1021.00\tBuyers and Purchasing Agents, Farm Products\tPurchase farm products.\n"
        "15-1252.00\tSoftware Developers\tDevelop software.\n"
        "15-1299.08\tComputer Systems Engineers/Architects\tDesign systems.\n"
        "55-3016.00\tInfantry\tOperate weapons.\n"
    ),
    "Alternate Titles.txt": (
        "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n"
        "13-1021.00\tGrain Buyer\tn/a\t08\n"
        "15-1252.00\tSoftware Development Engineer (SDE)\tSDE\t02,10\n"
        "15-1252.00\tsoftware developers\tn/a\t02\n"
        "15-1299.08\tSystems Architect\tn/a\t09\n"
    ),
    "Job Zones.txt": (
        "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n"
        "15-1252.00\t4\t08/2021\tAnalyst\n"
        "55-3016.00\tn/a\t08/2021\tAnalyst\n"
    ),
}


def folder(path: Path, changes: dict[str, str | None] | None = None) -> Path:
    """The database's folder, some files changed or left out."""
    path.mkdir()
    for name, text in (FILES | (changes or {})).items():
        if text is not None:
            (path / name).write_text(text, "utf-8")
    return path


def packed(path: Path, files: dict[str, str], inside: str = "db_27_0_text/") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(inside + name, text)
    return path


def test_the_folder_the_zip_and_a_file_of_the_folder_give_the_same_tables(tmp_path: Path) -> None:
    unpacked = folder(tmp_path / "onet")
    whole = onet.parse(unpacked)
    assert whole == onet.parse(packed(tmp_path / "db_27_0_text.zip", FILES))
    assert whole == onet.parse(unpacked / "Alternate Titles.txt")
    assert (whole.vintage, whole.edition) == ("27.0, August 2022", "27.0")
    assert whole.tables["job_titles"] == {
        "onet_soc": ["13-1021.00", "15-1252.00", "15-1252.00", "15-1299.08"],
        "soc": ["13-1021", "15-1252", "15-1252", "15-1299"],
        "title": [
            "Grain Buyer",
            "Software Development Engineer (SDE)",
            "software developers",
            "Systems Architect",
        ],
        "short": [None, "SDE", None, None],
    }
    assert whole.tables["onet_occupations"]["job_zone"] == [None, 4, None, None]


def test_releases_since_30_3_call_alternate_titles_job_titles(tmp_path: Path) -> None:
    renamed = FILES["Alternate Titles.txt"].replace("Alternate Title", "Job Title")
    newer = {
        "Alternate Titles.txt": None,
        "Job Titles.txt": renamed,
        "Read Me.txt": "O*NET® 31.0 Database\nAugust 2026 Release\n",
    }
    parsed = onet.parse(folder(tmp_path / "onet", newer))
    assert (parsed.vintage, parsed.edition) == ("31.0, August 2026", "31.0")
    assert parsed.tables["job_titles"] == onet.parse(folder(tmp_path / "old")).tables["job_titles"]


def test_without_a_read_me_the_release_is_in_the_name_or_must_be_said(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != "Read Me.txt"}
    assert onet.parse(packed(tmp_path / "db_27_0_text.zip", files)).vintage == "27.0"
    unnamed = folder(tmp_path / "onet", {"Read Me.txt": None})
    assert onet.parse(unnamed, vintage="27.0").edition == "27.0"
    with pytest.raises(WrongVintage, match=r"Say it: --vintage 27\.0"):
        onet.parse(unnamed)
    with pytest.raises(WrongVintage, match=r"it says release 27\.0, not 30\.2"):
        onet.parse(folder(tmp_path / "told"), vintage="30.2")


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("Alternate Titles.txt", "15-1252.00\tsoft", "15-1252\tsoft", "row 4.*isn't an O\\*NET-SOC code"),
        ("Alternate Titles.txt", "15-1299.08\t", "15-1299.09\t", "row 5.*not among the occupations"),
        ("Occupation Data.txt", "55-3016.00", "15-1252.00", "row 5.*is there twice, first in row 3"),
        ("Job Zones.txt", "\t4\t", "\tfour\t", "row 2, column Job Zone: “four” isn't a number"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row(
    tmp_path: Path, name: str, old: str, new: str, problem: str
) -> None:
    with pytest.raises(Unreadable, match=problem):
        onet.parse(folder(tmp_path / "onet", {name: FILES[name].replace(old, new)}))


def test_what_is_not_the_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"“Job Zones\.txt” isn't in it.*Give the database's text files"):
        onet.parse(folder(tmp_path / "part", {"Job Zones.txt": None}))
    workbooks = packed(tmp_path / "db_27_0_excel.zip", {"Occupation Data.xlsx": ""})
    with pytest.raises(Unreadable, match=r"isn't in it\. Found: Occupation Data\.xlsx"):
        onet.parse(workbooks)
    (tmp_path / "db_27_0_cut.zip").write_bytes(packed(tmp_path / "whole.zip", FILES).read_bytes()[:300])
    with pytest.raises(Truncated):
        onet.parse(tmp_path / "db_27_0_cut.zip", vintage="27.0")
    changed = FILES["Alternate Titles.txt"].replace("Short Title", "Abbreviation")
    other = folder(tmp_path / "columns", {"Alternate Titles.txt": changed})
    with pytest.raises(MissingColumn, match="short title"):
        onet.parse(other)
    cut = FILES["Alternate Titles.txt"].removesuffix("n/a\t09\n")
    short = folder(tmp_path / "cut", {"Alternate Titles.txt": cut})
    with pytest.raises(Truncated):
        onet.parse(short)


def test_offline_the_titles_are_occupations_own_names(shipped: Store) -> None:
    titles = shipped.job_titles()
    assert (len(titles.soc), titles.whole) == (830, False)
    assert set(titles.source.tolist()) == {"occupation"}
    assert titles.names["15-1252"] == "Software Developers"
    assert shipped.title_coder().code("Sr. software eng").candidates[0].soc == "15-1252"


def test_added_titles_have_the_codes_that_employment_is_published_for(store: Store, tmp_path: Path) -> None:
    add(store, "onet", folder(tmp_path / "onet"))
    titles = store.job_titles()
    rows = list(zip(titles.soc.tolist(), titles.title.tolist(), titles.source.tolist(), strict=True))
    assert titles.whole
    # 13-1021 is published together with others as 13-1020; a part of 15-1299 is 15-1299.
    assert ("13-1020", "Grain Buyer", "alternate") in rows
    assert ("15-1299", "Systems Architect", "alternate") in rows
    assert ("15-1252", "SDE", "short") in rows
    assert titles.names["55-3016"] == "Infantry"
    # Told apart by case alone: once.
    assert [title.casefold() for _, title, _ in rows].count("software developers") == 1
    assert {info.table for info in titles.infos} == {"occupations", "job_titles"}


def test_a_coder_is_kept_until_other_titles_come(store: Store, tmp_path: Path) -> None:
    before = store.title_coder()
    assert store.title_coder() is before
    assert before.code("grain buyer").candidates[0].listed is False
    add(store, "onet", folder(tmp_path / "onet"))
    after = store.title_coder().code("Grain buyers").candidates[0]
    assert (after.soc, after.listed) == ("13-1020", True)
