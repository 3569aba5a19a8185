"""Where ZIP codes are, counties' shapes, and which county a position lies in."""

import time

import numpy as np
import pytest

from trellis.sources import Store
from trellis.sources.errors import UnknownArea


@pytest.mark.parametrize("text", ["74106", " 74106 ", "74106-1234"])
def test_a_zip_code_has_a_place(shipped: Store, text: str) -> None:
    place = shipped.zip_position(text)
    assert place is not None
    assert (place.city, place.state, place.county_fips, place.kind) == ("Tulsa", "OK", "40143", "standard")
    assert (place.latitude, place.longitude) == (
        pytest.approx(36.19, abs=0.05),
        pytest.approx(-95.99, abs=0.05),
    )


@pytest.mark.parametrize("text", ["", "00000", "7410", "2134", "K1A 0B1", "741066", "99999", "²³⁴⁵⁶"])
def test_what_is_no_zip_code_has_none(shipped: Store, text: str) -> None:
    assert shipped.zip_position(text) is None


def test_zip_codes_lie_in_the_county_they_name(shipped: Store) -> None:
    zips = shipped.zips()
    assert len(zips.zip) > 40_000
    assert np.mean(zips.county != "") > 0.999
    # Shapes are simplified, and a ZIP code's point can lie just over a county's line.
    assert np.mean(shipped.county_at(zips.latitude, zips.longitude) == zips.county) > 0.97


def test_shapes_come_as_geojson_by_county(shipped: Store) -> None:
    found = shipped.county_shapes(["40145", "40143"])
    assert [feature["id"] for feature in found["features"]] == ["40143", "40145"]
    assert found["features"][0]["properties"] == {"name": "Tulsa"}
    assert found["features"][0]["geometry"]["type"] == "Polygon"
    with pytest.raises(UnknownArea, match="99999"):
        shipped.county_shapes(["99999"])


@pytest.mark.parametrize(
    ("where", "latitude", "longitude", "county"),
    [
        ("Tulsa", 36.154, -95.993, "40143"),
        ("Chicago", 41.882, -87.628, "17031"),
        ("Honolulu", 21.307, -157.858, "15003"),
        ("Anchorage", 61.218, -149.9, "02020"),
        ("San Juan", 18.45, -66.1, "72127"),
        ("Hagåtña, Guam", 13.475, 144.75, "66010"),
        ("a pier off Galveston", 29.28, -94.77, "48167"),
        ("the Gulf", 27.0, -90.0, ""),
        ("0, 0", 0.0, 0.0, ""),
        ("Toronto", 43.65, -79.38, ""),
        ("Tulsa with its coordinates swapped", -95.993, 36.154, ""),
        ("nowhere", np.nan, -95.993, ""),
    ],
)
def test_a_position_lies_in_its_county_or_in_none(
    shipped: Store, where: str, latitude: float, longitude: float, county: str
) -> None:
    assert shipped.county_at(latitude, longitude).tolist() == [county]
    assert shipped.in_united_states(latitude, longitude).tolist() == [bool(county)]


def test_twenty_thousand_positions_take_less_than_a_second(shipped: Store) -> None:
    shipped.county_at(36.0, -96.0)
    rng = np.random.default_rng(7)
    latitude, longitude = rng.uniform(20, 50, 20_000), rng.uniform(-130, -60, 20_000)
    began = time.perf_counter()
    inside = shipped.in_united_states(latitude, longitude)
    assert time.perf_counter() - began < 1.0
    assert 0.3 < inside.mean() < 0.5
