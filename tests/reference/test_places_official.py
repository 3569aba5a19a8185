"""Census files and the Civil Rights Data Collection as published: what is known of them comes out."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from trellis.sources import Store
from trellis.sources.places import UnalignedAges, join_places, read_acs, read_boundaries, read_points
from trellis.sources.pull import add, check

PUBLIC = os.environ.get("TRELLIS_PUBLIC_DATA")
pytestmark = pytest.mark.skipif(not PUBLIC, reason="TRELLIS_PUBLIC_DATA names no folder of official files")
FILES = Path(PUBLIC or ".")
COOK_DUPAGE = FILES / "census/ACSDT5Y2022.B01001-Data.csv"
TIGER = FILES / "census/tl_2023_17_bg.dbf"
TULSA = FILES / "census/acs5_2020_B05003_tracts.json"
OKLAHOMA = FILES / "census/cb_2018_40_tract_500k.json"
ILLINOIS = FILES / "census/cb_2018_17_tract_500k.json"
SCHOOLS = FILES / "schools"


def test_cook_county_has_821919_young_people_of_5_to_17() -> None:
    people, points = read_acs(COOK_DUPAGE), read_points(TIGER)
    cook = join_places(people=people, points=points, counties=["17031"])
    assert cook.total() == 821_919
    bands, _ = cook.young_people(5, 17)
    assert bands.sum() == 821_919
    girls, boys = (cook.young_people(5, 17, split=sex)[0].sum() for sex in ("female", "male"))
    assert girls + boys == 821_919
    with pytest.raises(UnalignedAges):
        cook.young_people(6, 12)


def test_tigers_9898_points_hold_all_4623_block_groups() -> None:
    people, points = read_acs(COOK_DUPAGE), read_points(TIGER)
    places = join_places(people=people, points=points)
    assert (len(people.ids), len(points.ids), len(places)) == (4623, 9898, 4623)
    assert not places.mismatches.any
    assert people.vintage == "2018–22"


def test_a_margin_is_that_of_the_handbook() -> None:
    """The first block group by hand, from its row of the file."""
    places = join_places(people=read_acs(COOK_DUPAGE), points=read_points(TIGER))
    with COOK_DUPAGE.open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["GEO_ID"] == "1500000US170310101001")
    cells = [
        (float(row[f"B01001_{line:03d}E"]), float(row[f"B01001_{line:03d}M"]))
        for line in (4, 5, 6, 28, 29, 30)
    ]
    zeros = [margin for estimate, margin in cells if estimate == 0]
    others = [margin for estimate, margin in cells if estimate != 0]
    by_hand = np.sqrt(max(zeros, default=0) ** 2 + sum(margin**2 for margin in others))
    assert places.ids[0] == "170310101001"
    assert places.margins["all"][0] == pytest.approx(by_hand)


def test_74_of_tulsas_246_tracts_are_not_in_the_boundaries_of_2018() -> None:
    people, shapes = read_acs(TULSA), read_boundaries(OKLAHOMA)
    places = join_places(people=people, shapes=shapes)
    fit = places.mismatches
    assert len(people.ids) == 246
    assert (fit.left_out.count, fit.people_without_shape.count, len(places)) == (74, 74, 172)
    # Nobody is lost in silence: those left out are counted.
    assert places.total() + fit.left_out.people == 193_596
    assert (places.group("all").age_min, places.group("all").age_max) == (0, 17)


def test_50_of_the_1551_tracts_of_cook_and_dupage_are_not_in_them_either() -> None:
    tracts = {code[:11] for code in read_acs(COOK_DUPAGE).ids.tolist()}
    shapes = set(read_boundaries(ILLINOIS).ids.tolist())
    assert (len(tracts), len(tracts - shapes), len(shapes)) == (1551, 50, 3121)


def test_the_population_of_the_census_is_read() -> None:
    table = read_acs(FILES / "census/dec2020_pl_P1_tracts.json")
    assert (table.estimates["P1_001"].sum(), table.vintage) == (796_078, "2020")


def test_areas_of_a_citys_own_are_read() -> None:
    shapes = read_boundaries(FILES / "programs/chicago_community_areas.geojson", id_property="area_numbe")
    assert len(shapes.ids) == 77
    assert len(read_boundaries(FILES / "census/nsa_boundaries.geojson", id_property="neighborhood").ids) == 80


@pytest.fixture(scope="module")
def virginia(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the files of Virginia and Illinois."""
    store = Store.open(tmp_path_factory.mktemp("official"))
    for key, path in (("crdc", SCHOOLS), ("acs", COOK_DUPAGE), ("points", TIGER), ("boundaries", ILLINOIS)):
        add(store, key, path)
    return store


def rows_of(module: str) -> list[dict[str, str]]:
    with (SCHOOLS / f"{module}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def summed(module: str, *columns: str) -> float:
    """A column's numbers added by hand, blanks left out."""
    return sum(float(row[column]) for row in rows_of(module) for column in columns if row[column] != "NA")


def test_virginias_1982_schools_add_up_to_their_files(virginia: Store) -> None:
    pipeline = virginia.school_pipeline(states=["VA"])
    assert (len(pipeline), len(np.unique(pipeline.leaid)), pipeline.vintage) == (1982, 163, "2017–18")
    for measure, module, columns in (
        ("enrollment", "Enrollment", ("TOT_ENR_M", "TOT_ENR_F")),
        ("algebra1_g7", "Algebra I", ("SCH_ALGENR_G07",)),
        ("algebra1_g8", "Algebra I", ("TOT_ALGENR_G08_M", "TOT_ALGENR_G08_F")),
        ("calculus", "Calculus", ("TOT_MATHENR_CALC_M", "TOT_MATHENR_CALC_F")),
        ("physics", "Physics", ("TOT_SCIENR_PHYS_M", "TOT_SCIENR_PHYS_F")),
        ("ap_science", "Advanced Placement", ("TOT_APSCIENR_M", "TOT_APSCIENR_F")),
    ):
        assert np.nansum(pipeline.students(measure, "total")) == summed(module, *columns), measure
    black_girls = np.nansum(pipeline.students("algebra1_g8", "bl_f"))
    assert black_girls == summed("Algebra I", "SCH_ALGENR_G08_BL_F")
    assert np.nansum(pipeline.staff["fte_certified"]) == pytest.approx(
        summed("School Support", "SCH_FTETEACH_CERT")
    )


def test_virginias_courses_are_offered_where_their_files_say(virginia: Store) -> None:
    pipeline = virginia.school_pipeline(states=["VA"])
    for course, module, column in (
        ("calculus", "Calculus", "SCH_MATHCLASSES_CALC"),
        ("physics", "Physics", "SCH_SCICLASSES_PHYS"),
    ):
        said = [row[column] for row in rows_of(module)]
        offered = pipeline.courses[course].offered
        assert (offered == 1).sum() == sum(classes not in ("NA", "0") for classes in said)
        assert (offered == 0).sum() == said.count("0")
    assert pipeline.serves("08").sum() == sum(
        row["SCH_GRADE_G08"] == "Yes" for row in rows_of("School Characteristics")
    )


def test_the_store_gives_what_the_files_give(virginia: Store) -> None:
    assert {each.finding for each in check(virginia)} == {"intact"}
    places = virginia.places("block_group", counties=["17031"])
    assert (len(places), places.total()) == (4002, 821_919)
    inside = virginia.county_at(places.latitude, places.longitude)
    # The counties' shapes are simplified.
    assert np.mean(inside == "17031") > 0.99
