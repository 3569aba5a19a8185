"""People, points and shapes of the same places put together, and young people by group."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from tests.unit.sources import census

from trellis.sources.places import (
    Cell,
    PlacesDontFit,
    UnalignedAges,
    combined,
    join_places,
    read_acs,
    read_boundaries,
    read_points,
)
from trellis.sources.places.records import Mismatches

TRACTS = ("40143000100", "40143000200", "40145000100")


def test_ages_5_to_17_are_everyone_and_the_bands_add_up_to_them() -> None:
    places = join_places(
        people=read_acs(census.b01001(TRACTS)), shapes=read_boundaries(census.squares(TRACTS))
    )
    # Of each sex 10, 20 and 30 in the bands from 5 to 17, and 40 of 18 and 19.
    assert places.people["all"].tolist() == [120, 120, 120]
    assert places.people["age_10_14"].tolist() == [40, 40, 40]
    assert places.people["sex:female"].tolist() == [60, 60, 60]
    assert places.people["age_10_14:female"].tolist() == [20, 20, 20]
    assert (places.group("all").age_min, places.group("all").age_max) == (5, 17)
    assert places.bands == ((5, 9), (10, 14), (15, 17), (18, 19))
    assert places.county.tolist() == ["40143", "40143", "40145"]
    assert places.mismatches == Mismatches()


def test_a_sums_margin_is_the_root_of_the_summed_squares() -> None:
    places = join_places(
        people=read_acs(census.b01001(TRACTS)), shapes=read_boundaries(census.squares(TRACTS))
    )
    # Margins are 3 for each band and sex: six of them are added.
    np.testing.assert_allclose(places.margins["all"], np.sqrt(6 * 9))


def test_of_estimates_of_zero_only_the_largest_margin_counts() -> None:
    people = read_acs(census.b01001(TRACTS[:1], counts={4: (0, 12), 5: (0, 13), 6: (7, 5)}))
    places = join_places(people=people, shapes=read_boundaries(census.squares(TRACTS[:1])))
    # By hand: boys 0 ± 12, 0 ± 13, 7 ± 5 together 7 ± √(13² + 5²).
    np.testing.assert_allclose(places.margins["sex:male"], np.sqrt(13**2 + 5**2))


def test_ages_that_the_bands_do_not_make_up_are_refused_with_the_bands() -> None:
    places = join_places(
        people=read_acs(census.b01001(TRACTS)), shapes=read_boundaries(census.squares(TRACTS))
    )
    assert places.young_people(5, 14)[0].tolist() == [60, 60, 60]
    assert places.young_people(10, 19, split="female")[0].tolist() == [90, 90, 90]
    for ages in ((6, 14), (5, 12), (3, 9), (20, 24)):
        with pytest.raises(UnalignedAges, match="5–9, 10–14, 15–17, 18–19"):
            places.young_people(*ages)
    with pytest.raises(UnalignedAges, match="none"):
        places.young_people(5, 17, split="race:black")


def test_race_poverty_and_cars_come_from_their_tables() -> None:
    people = [
        read_acs(census.b01001(TRACTS)),
        read_acs(census.b01001(TRACTS, table="B01001B", female=18)),
        read_acs(census.table("B17001", TRACTS, dict.fromkeys((1, *range(5, 10), *range(19, 24)), (2, 1)))),
        read_acs(census.table("B25044", TRACTS, {1: (200, 20), 3: (20, 0), 10: (30, 0)})),
    ]
    places = join_places(people=people, shapes=read_boundaries(census.squares(TRACTS)))
    assert places.people["race:black"].tolist() == [120, 120, 120]
    assert places.people["age_15_17:race:black"].tolist() == [60, 60, 60]
    assert places.people["poverty:below"].tolist() == [20, 20, 20]
    assert places.share_without_car is not None
    assert places.share_without_car[0].tolist() == [0.25, 0.25, 0.25]
    assert places.people["no_car"].tolist() == [30, 30, 30]
    # By hand: the share's margin is √(0² + (0.25 · 20)²) / 200 as a ratio, the product's
    # √((120 · that)² + (0.25 · √54)²).
    margin = 0.25 * 20 / 200
    np.testing.assert_allclose(places.margins["no_car"], np.sqrt((120 * margin) ** 2 + 54 / 16))
    kinds = {group.key: group.kind for group in places.groups}
    assert (kinds["race:black"], kinds["poverty:below"], kinds["no_car"]) == ("race", "poverty", "vehicles")


def test_a_band_counted_for_one_sex_alone_does_not_pass_for_the_whole() -> None:
    boys = census.table("B01001", TRACTS, dict.fromkeys((4, 5, 6), (10, 3)))
    with pytest.raises(PlacesDontFit, match="don't count young people by age"):
        join_places(people=read_acs(boys), shapes=read_boundaries(census.squares(TRACTS)))


def test_under_18_stands_for_everyone_where_nothing_finer_is_there() -> None:
    people = read_acs(census.table("B05003", TRACTS, {3: (50, 1), 14: (40, 1)}))
    places = join_places(people=people, shapes=read_boundaries(census.squares(TRACTS)))
    assert (places.group("all").age_min, places.group("all").age_max) == (0, 17)
    assert places.people["all"].tolist() == [90, 90, 90]
    assert Cell("", 0, 17, "female") in places.cells


def test_what_does_not_fit_is_counted_with_the_young_people_it_holds() -> None:
    people = read_acs(census.b01001(TRACTS))
    points = read_points(census.gazetteer((TRACTS[0], "40143999999")))
    shapes = read_boundaries(census.squares((TRACTS[0], TRACTS[1], "40143888888", "40001000100")))
    places = join_places(people=people, points=points, shapes=shapes)
    fit = places.mismatches
    assert places.ids.tolist() == list(TRACTS[:2])
    assert (fit.left_out.ids, fit.left_out.people) == ((TRACTS[2],), 120)
    assert (fit.people_without_point.ids, fit.people_without_point.people) == ((TRACTS[1],), 120)
    assert (fit.people_without_shape.count, fit.people_without_shape.people) == (1, 120)
    assert fit.points_without_people.ids == ("40143999999",)
    # Adair County's tract is beyond the counties that have people.
    assert fit.shapes_without_people.ids == ("40143888888",)
    assert fit.any


def test_a_place_without_a_point_is_put_inside_its_shape() -> None:
    shapes = read_boundaries(census.squares(TRACTS[:1]))
    places = join_places(people=read_acs(census.b01001(TRACTS[:1])), shapes=shapes)
    ring = np.array(shapes.geometries[0]["coordinates"][0])
    assert ring[:, 0].min() < places.longitude[0] < ring[:, 0].max()
    assert ring[:, 1].min() < places.latitude[0] < ring[:, 1].max()


def test_only_the_counties_asked_for_are_taken() -> None:
    given = {
        "people": read_acs(census.b01001(TRACTS)),
        "shapes": read_boundaries(census.squares(TRACTS)),
    }
    assert join_places(**given, counties=["40145"]).ids.tolist() == [TRACTS[2]]
    with pytest.raises(
        PlacesDontFit, match=r"other counties \(40143, 40145\) than those asked for \(17031\)"
    ):
        join_places(**given, counties=["17031"])


def test_people_of_an_unknown_number_stay_unknown() -> None:
    people = read_acs(census.b01001(TRACTS[:2], first={4: ("-666666666", "-222222222")}))
    places = join_places(people=people, shapes=read_boundaries(census.squares(TRACTS[:1])))
    assert np.isnan(places.people["all"]).tolist() == [True]
    assert np.isnan(places.margins["age_5_9"]).tolist() == [True]
    assert places.people["age_10_14"].tolist() == [40]
    assert people.unpublished == {
        "no estimate: too few in the sample": 1,
        "margin not computed: too few in the sample": 1,
    }


@pytest.mark.parametrize(
    ("tables", "problem"),
    [
        ([census.b01001(TRACTS), census.b01001(["401430001001"])], "give one kind of place"),
        (
            [census.table("B25044", TRACTS, {1: (1, 1), 3: (1, 1), 10: (1, 1)})],
            "don't count young people by age",
        ),
    ],
)
def test_tables_that_cannot_be_put_together_are_refused(tables: list[bytes], problem: str) -> None:
    with pytest.raises(PlacesDontFit, match=problem):
        join_places(
            people=[read_acs(each) for each in tables], shapes=read_boundaries(census.squares(TRACTS))
        )


def test_tables_of_different_years_are_refused() -> None:
    older, newer = (read_acs(census.b01001(TRACTS), vintage=year) for year in ("2016–20", "2018–22"))
    with pytest.raises(PlacesDontFit, match="2016–20 and 2018–22"):
        combined([older, newer])


def test_points_and_shapes_of_another_kind_of_place_are_refused() -> None:
    people = read_acs(census.b01001(TRACTS))
    with pytest.raises(PlacesDontFit, match="points are of block groups, not of census tracts"):
        join_places(people=people, points=read_points(census.gazetteer(["401430001001"])))
    with pytest.raises(PlacesDontFit, match="give points, or boundaries"):
        join_places(people=people)


def test_files_are_read_the_same_by_path_in_a_zip_and_as_bytes(tmp_path: Path) -> None:
    content = census.b01001(TRACTS)
    plain = tmp_path / "ACSDT5Y2022.B01001-Data.csv"
    plain.write_bytes(content)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ACSDT5Y2022.B01001-Column-Metadata.csv", "Column Name,Label\n")
        archive.writestr(plain.name, content)
    by_path, by_bytes = read_acs(plain), read_acs(packed.getvalue(), name="download.zip")
    assert (by_path.vintage, by_bytes.vintage) == ("2018–22", "2018–22")
    assert by_path.ids.tolist() == by_bytes.ids.tolist() == list(TRACTS)
    assert by_path.sources[0]["checksum"].startswith("sha256:")
