"""Every published area has a landscape, and says what it doesn't know."""

from __future__ import annotations

import math

import pytest

from trellis.apps.landscape.assembly import Landscape, assemble_many
from trellis.sources import Store

SLACK = 1e-6


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def landscapes(store: Store) -> list[Landscape]:
    return list(assemble_many(store, [area.code for area in store.areas()]))


def test_all_583_areas_are_computed(landscapes: list[Landscape]) -> None:
    assert len(landscapes) == 583


def test_every_area_says_what_share_of_its_employment_is_unpublished(landscapes: list[Landscape]) -> None:
    for each in landscapes:
        share = each.employment.unpublished_share
        assert 0 <= share < 1
        if each.employment.unpublished_occupations:
            assert share > 0, each.region.name


def test_graduates_are_known_for_states_and_the_nation_and_never_zero_where_they_are_not(
    landscapes: list[Landscape],
) -> None:
    for each in landscapes:
        totals = each.alignment.totals
        if each.region.kind in {"state", "nation"}:
            assert totals.supply_expected is not None
        if not each.region.known:
            assert totals.supply_expected is None
            assert totals.unfilled_floor is None
            assert each.region.how_to_mend


def test_nobody_can_fill_more_than_all_openings_or_less_than_none(landscapes: list[Landscape]) -> None:
    for each in landscapes:
        totals = each.alignment.totals
        if totals.unfilled_floor is not None:
            assert -SLACK <= totals.unfilled_floor <= totals.openings + SLACK
            assert totals.supply_expected is not None
            assert totals.unfilled_floor >= totals.openings - (totals.supply_high or 0) - SLACK
            assert not math.isnan(totals.supply_expected)


def test_documents_of_a_sample_of_areas_hold_no_nan(landscapes: list[Landscape]) -> None:
    import json

    for each in landscapes[:: len(landscapes) // 12]:
        json.dumps(each.document(), allow_nan=False)
