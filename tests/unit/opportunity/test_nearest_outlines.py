"""Neighborhoods of which only the middle is known are drawn as all that is nearer to it than to any other."""

import numpy as np
import pytest
from shapely.geometry import Point, box, mapping, shape

from trellis.apps.opportunity.places.nearest_outlines import around_middles

COUNTY = {"40143": mapping(box(-96.2, 36.0, -95.8, 36.2))}


def test_two_middles_share_a_county_half_and_half() -> None:
    # By hand: middles at -96.1 and -95.9 in a county from -96.2 to -95.8 meet at -96.0.
    found = around_middles(["west", "east"], np.array([36.1, 36.1]), np.array([-96.1, -95.9]), within=COUNTY)
    assert shape(found["west"]).bounds == pytest.approx((-96.2, 36.0, -96.0, 36.2), abs=1e-6)
    assert shape(found["east"]).bounds == pytest.approx((-96.0, 36.0, -95.8, 36.2), abs=1e-6)


def test_together_they_cover_the_county_and_each_holds_its_middle() -> None:
    draw = np.random.default_rng(7)
    latitude, longitude = draw.uniform(36.01, 36.19, 50), draw.uniform(-96.19, -95.81, 50)
    found = around_middles([str(n) for n in range(50)], latitude, longitude, within=COUNTY)
    assert sum(shape(each).area for each in found.values()) == pytest.approx(0.4 * 0.2, rel=1e-6)
    for number in range(50):
        at = Point(longitude[number], latitude[number])
        assert shape(found[str(number)]).distance(at) < 1e-9


def test_a_place_alone_gets_the_whole_county() -> None:
    found = around_middles(["only"], np.array([36.1]), np.array([-96.0]), within=COUNTY)
    assert shape(found["only"]).area == pytest.approx(0.4 * 0.2)


def test_places_that_share_a_middle_share_an_outline() -> None:
    found = around_middles(["a", "b"], np.array([36.1, 36.1]), np.array([-96.0, -96.0]), within=COUNTY)
    assert shape(found["a"]).equals(shape(found["b"]))


def test_without_a_county_every_middle_still_has_an_outline() -> None:
    found = around_middles(["a", "b"], np.array([36.1, 36.2]), np.array([-96.0, -96.1]), within={})
    assert all(shape(each).area > 0 for each in found.values())
