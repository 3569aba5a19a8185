"""Employment of one area, of several added, and of all of them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trellis.sources import Store
from trellis.sources.errors import OverlappingAreas, UnknownArea, UnknownVintage
from trellis.sources.library import Library

TULSA, OKLAHOMA_CITY, LAWTON, OKLAHOMA, NATION = "0046140", "0036420", "0030020", "4000000", "0000000"


def row(store: Store, soc: str, *areas: str) -> dict[str, object]:
    found = store.employment(areas)
    (place,) = np.flatnonzero(found.soc == soc)
    return {
        name: getattr(found, name)[place]
        for name in ("title", "employment", "rse", "median_wage", "wage_capped")
    }


def test_one_area_has_the_figures_published(shipped: Store) -> None:
    # OEWS May 2025, Tulsa, OK, 15-1252: employment 1,960, RSE 17.6 %, annual median 108,730.
    assert row(shipped, "15-1252", TULSA) == {
        "title": "Software Developers",
        "employment": 1960.0,
        "rse": pytest.approx(17.6, abs=1e-5),
        "median_wage": 108_730.0,
        "wage_capped": False,
    }


def test_areas_add_and_their_errors_add_in_squares(shipped: Store) -> None:
    one, other = (row(shipped, "15-1252", code) for code in (TULSA, OKLAHOMA_CITY))
    both = row(shipped, "15-1252", TULSA, OKLAHOMA_CITY)
    people = one["employment"] + other["employment"]
    error = np.hypot(one["employment"] * one["rse"], other["employment"] * other["rse"]) / people
    wage = (one["employment"] * one["median_wage"] + other["employment"] * other["median_wage"]) / people
    assert both["employment"] == people
    assert both["rse"] == pytest.approx(error)
    assert both["median_wage"] == pytest.approx(wage)


def test_an_error_that_is_not_published_is_not_known_and_not_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(tmp_path)
    read = type(store.library).columns

    def without_error(library: Library, sql: str, given: dict[str, object]) -> dict[str, Any]:
        cells = read(library, sql, given)
        if "rse" in cells:
            cells["rse"] = np.where(cells["soc"] == "15-1252", np.nan, cells["rse"])
        return cells

    monkeypatch.setattr(Library, "columns", without_error)
    developers, civil = (row(store, soc, TULSA, OKLAHOMA_CITY) for soc in ("15-1252", "17-2051"))
    assert np.isnan(developers["rse"])
    assert developers["employment"] > 0
    assert civil["rse"] > 0


def test_what_is_not_published_is_not_a_number(shipped: Store) -> None:
    found = shipped.employment([TULSA])
    unpublished = np.isnan(found.employment)
    assert unpublished.sum() == found.unpublished_occupations == 13
    assert np.isnan(found.rse[unpublished]).all()
    assert found.unpublished_share == pytest.approx(1 - np.nansum(found.employment) / found.total)
    assert 0 < found.unpublished_share < 0.05


def test_a_sum_over_areas_says_where_a_part_of_it_is_unpublished(shipped: Store) -> None:
    alone, both = shipped.employment([TULSA]), shipped.employment([TULSA, OKLAHOMA_CITY])
    unpublished = set(alone.soc[np.isnan(alone.employment)].tolist())
    partial = set(both.soc[both.partial].tolist())
    assert not alone.partial.any()
    assert partial & unpublished
    assert not np.isnan(both.employment[both.partial]).any()


def test_a_wage_at_the_cap_is_kept_as_the_cap(shipped: Store) -> None:
    pathologists = row(shipped, "29-1222", TULSA)
    assert pathologists["wage_capped"]
    assert pathologists["median_wage"] == 239_200


def test_a_wage_paid_by_the_hour_only_has_no_annual_median(shipped: Store) -> None:
    assert np.isnan(row(shipped, "27-2011", NATION)["median_wage"])


@pytest.mark.parametrize("codes", [(NATION, TULSA), (OKLAHOMA, TULSA), (TULSA, OKLAHOMA), (NATION, OKLAHOMA)])
def test_areas_that_contain_one_another_are_refused(shipped: Store, codes: tuple[str, str]) -> None:
    with pytest.raises(OverlappingAreas, match="choose"):
        shipped.employment(codes)


def test_an_area_given_twice_counts_once(shipped: Store) -> None:
    assert shipped.employment([TULSA, TULSA]).total == shipped.employment([TULSA]).total


@pytest.mark.parametrize("codes", [(), ("9999999",), (TULSA, "1234567")])
def test_no_area_and_unknown_areas_are_refused(shipped: Store, codes: tuple[str, ...]) -> None:
    with pytest.raises(UnknownArea):
        shipped.employment(codes)


@pytest.mark.parametrize("vintage", ["May 2025", "2025-05", None])
def test_a_vintage_is_asked_for_by_name_or_edition(shipped: Store, vintage: str | None) -> None:
    assert shipped.employment([LAWTON], vintage=vintage).info.vintage == "May 2025"


def test_a_vintage_that_is_not_there_says_which_are(shipped: Store) -> None:
    with pytest.raises(UnknownVintage, match=r"May 1999.*At hand: May 2025"):
        shipped.employment([LAWTON], vintage="May 1999")
    with pytest.raises(UnknownVintage, match=r"May 1999.*At hand: May 2025"):
        shipped.all_employment(vintage="May 1999")


def test_all_areas_at_once_are_the_areas_one_by_one(shipped: Store) -> None:
    every = shipped.all_employment()
    assert len(every.areas) == len(every.totals) == 583
    assert every.starts[0] == 0
    assert every.starts[-1] == len(every.soc)
    for code in (TULSA, LAWTON, OKLAHOMA, NATION):
        place = next(i for i, area in enumerate(every.areas) if area.code == code)
        rows = slice(every.starts[place], every.starts[place + 1])
        alone = shipped.employment([code])
        assert every.totals[place] == alone.total
        np.testing.assert_array_equal(every.soc[rows], alone.soc)
        np.testing.assert_array_equal(every.employment[rows], alone.employment)
        np.testing.assert_array_equal(every.median_wage[rows], alone.median_wage)


def test_every_area_has_a_total_and_says_what_of_it_is_unpublished(shipped: Store) -> None:
    for area in shipped.areas():
        found = shipped.employment([area.code])
        assert found.total > 0
        assert 0 <= found.unpublished_share < 0.5, area.title
        assert len(found.soc) == len(set(found.soc.tolist()))


def test_columns_are_shared_and_so_read_only(shipped: Store) -> None:
    with pytest.raises(ValueError, match="read-only"):
        shipped.employment([TULSA]).employment[0] = 1.0


def test_many_threads_read_at_once(shipped: Store) -> None:
    codes = [area.code for area in shipped.areas()[1:41]]
    with ThreadPoolExecutor(8) as pool:
        totals = list(pool.map(lambda code: Store.open(shipped.data_dir).employment([code]).total, codes))
        shared = list(pool.map(lambda code: shipped.employment([code]).total, codes))
    assert totals == shared
