"""Points and shapes of places in their layouts, and what is said of broken ones."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from tests.unit.sources import census

from trellis.sources.errors import MissingColumn, Truncated, Unreadable
from trellis.sources.places import content as contents
from trellis.sources.places import read_boundaries, read_points

TRACTS = ("40143000100", "40143000200")
CENTERS = b"\xef\xbb\xbfSTATEFP,COUNTYFP,TRACTCE,BLKGRPCE,POPULATION,LATITUDE,LONGITUDE\r\n" + (
    b"40,143,000100,1,1200,+36.150000,-095.990000\r\n"
)


@pytest.mark.parametrize("delimiter", ["\t", "|"])
def test_a_gazetteer_is_read(delimiter: str) -> None:
    points = read_points(census.gazetteer(TRACTS, delimiter=delimiter), name="2023_gaz_tracts_40.txt")
    assert points.ids.tolist() == list(TRACTS)
    assert points.latitude.tolist() == [36.1, 36.1]
    assert points.longitude.tolist() == [-95.0, -95.1]
    assert (points.level, points.kind, points.vintage) == ("tract", "internal point", "2023")


def test_centers_of_population_are_read_with_their_code_in_parts() -> None:
    points = read_points(CENTERS, name="CenPop2020_Mean_BG40.txt")
    assert (points.ids.tolist(), points.kind, points.vintage) == (
        ["401430001001"],
        "center of population",
        "2020",
    )


def test_tigers_table_is_read_alone_and_in_its_zip() -> None:
    for content in (census.dbf(TRACTS), census.shapefile_zip(TRACTS)):
        points = read_points(content, name="tl_2023_40_tract")
        assert points.ids.tolist() == list(TRACTS)
        assert points.longitude.tolist() == [-95.975, -95.875]
        assert points.names.tolist() == ["Census Tract 0", "Census Tract 1"]


def test_shapes_are_the_same_from_geojson_and_from_a_shapefile(tmp_path: Path) -> None:
    geojson = read_boundaries(census.squares(TRACTS), name="cb_2023_40_tract_500k.json")
    packed = tmp_path / "cb_2023_40_tract_500k.zip"
    packed.write_bytes(census.shapefile_zip(TRACTS))
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path)
    for given in (packed, tmp_path / "tl_2023_40_tract.shp"):
        shapes = read_boundaries(given)
        assert shapes.ids.tolist() == geojson.ids.tolist() == list(TRACTS)
        assert shapes.vintage == geojson.vintage == "2023"
        corners = [
            {tuple(corner) for corner in found.geometries[0]["coordinates"][0]} for found in (geojson, shapes)
        ]
        assert corners[0] == corners[1]


def test_areas_of_ones_own_are_read_by_the_property_named() -> None:
    content = census.features(
        [({"area": "North"}, census.square(-96, 36)), ({"area": 7}, census.square(-95, 36))]
    )
    shapes = read_boundaries(content, id_property="area")
    assert (shapes.ids.tolist(), shapes.level) == (["North", "7"], "other")


def test_coordinates_are_rounded_and_heights_dropped() -> None:
    shape = census.square(-96.12345678901, 36.0)
    shape["coordinates"][0] = [[*corner, 200.0] for corner in shape["coordinates"][0]]
    (found,) = read_boundaries(census.features([({"GEOID": TRACTS[0]}, shape)])).geometries
    assert found["coordinates"][0][0] == [-96.123457, 36.0]


def points_refused(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as found:
        read_points(content, name="points.txt")
    return found.value


def shapes_refused(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as found:
        read_boundaries(content, name="shapes.zip")
    return found.value


def test_a_table_that_breaks_off_says_after_how_many_rows() -> None:
    error = points_refused(census.cut_dbf(TRACTS, 1))
    assert isinstance(error, Truncated)
    assert "says it has 2 rows and breaks off after 1" in str(error)


def test_swapped_coordinates_are_said() -> None:
    content = census.gazetteer(TRACTS).replace(b"36.1\t-95.000000   ", b"-95.0\t36.1")
    error = points_refused(content)
    assert (error.row, error.column) == (2, "INTPTLAT")
    assert "are swapped" in str(error)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"36.1", b"-51.5", "is not in the United States"),
        (b"36.1", b"3998765.2", "are not degrees"),
        (b"36.1", b"north", "isn't a position in degrees"),
        (b"INTPTLAT", b"LAT_DMS", "“INTPTLAT” is missing"),
        (b"GEOID", b"NUMBER", "nothing says which place"),
        (b"40143000200", b"40143000100", "is there twice, first in row 2"),
        (b"OK\t40143000100", b"OK\tTulsa\t40143000100", "the row has 7 cells, the header 6"),
    ],
)
def test_points_that_cannot_be_right_are_refused(old: bytes, new: bytes, problem: str) -> None:
    assert problem in str(points_refused(census.gazetteer(TRACTS).replace(old, new)))


def test_geojson_without_a_code_names_the_properties_it_has() -> None:
    error = shapes_refused(census.features([({"area": "North", "acres": 3}, census.square(-96, 36))]))
    assert error.row == 1
    assert "Properties found: area, acres. Say which property identifies an area." in str(error)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (census.squares((*TRACTS, TRACTS[0])), "40143000100 is there twice, first in row 1"),
        (census.features([({"GEOID": TRACTS[0]}, None)]), "its geometry is missing, not an area"),
        (
            census.features([({"GEOID": TRACTS[0]}, {"type": "Point", "coordinates": [-96, 36]})]),
            "its geometry is Point, not an area",
        ),
        (
            census.features([({"GEOID": TRACTS[0]}, {"type": "Polygon", "coordinates": []})]),
            "isn't made of positions",
        ),
        (census.features([({"GEOID": TRACTS[0]}, census.square(36, -96))]), "are swapped"),
        (census.features([({"GEOID": TRACTS[0]}, census.square(2_300_000, 400_000))]), "are not degrees"),
        (json.dumps({"type": "Topology", "arcs": []}).encode(), "it is Topology"),
        (
            json.dumps({"features": [], "crs": {"properties": {"name": "EPSG:3857"}}}).encode(),
            "are not degrees (WGS 84)",
        ),
        (json.dumps({"features": []}).encode(), "it names no place"),
        (census.squares(TRACTS)[:-30], "may be cut"),
        (census.shapefile_zip(TRACTS, leave_out="dbf"), "the .dbf beside it"),
        (census.shapefile_zip(TRACTS, leave_out="shp"), "no file in it is of a kind wanted"),
        (census.gazetteer(TRACTS), "neither GeoJSON nor a shapefile"),
    ],
)
def test_shapes_that_cannot_be_read_are_refused(content: bytes, problem: str) -> None:
    assert problem in str(shapes_refused(content))


def test_a_zip_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MOST_UNPACKED", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("shapes.geojson", b" " * 2_000_000)
    assert "unpacks to more than" in str(shapes_refused(packed.getvalue()))


def test_a_missing_column_is_its_own_error() -> None:
    with pytest.raises(MissingColumn):
        read_points(b"GEOID,NAME\n40143000100,1\n")
