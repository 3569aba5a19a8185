"""Sets of neighborhoods: from files, from areas of one's own, and illustrative ones."""

import json
import zlib

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories import AllianceFactory, member
from tests.unit.opportunity.town import Town, columns, position, square

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.permissions import Role
from trellis.apps.opportunity.models import PlaceSet
from trellis.apps.opportunity.places import building, shapes, table
from trellis.apps.opportunity.places.own import CantRead, read_areas
from trellis.apps.opportunity.services.places import illustrative_hexagons

TULSA = "40143"


def areas(*people: object) -> bytes:
    """A GeoJSON file of squares with these counts."""
    features = [
        {"type": "Feature", "properties": {"name": f"Area {row}", "kids": count}, "geometry": square(row)}
        for row, count in enumerate(people)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def read(content: bytes, people_field: str = "kids") -> table.PlaceTable:
    drafted = read_areas(content, people_field=people_field, vintage="2026", source="Illustrative county")
    return table.unpacked(drafted.table, drafted.groups)


def test_a_table_comes_back_as_it_was_packed() -> None:
    before = columns()
    after = table.unpacked(table.packed(before), table.described(before.groups))
    assert after.ids.tolist() == before.ids.tolist()
    assert after.groups == before.groups
    assert np.array_equal(after.people["race:black"], before.people["race:black"])
    assert np.array_equal(after.without_car, before.people["no_car"] / before.people["all"])


def test_outlines_stay_side_by_side_when_they_are_simplified() -> None:
    wavy = [[-96 + x / 1000, 36 + 0.0001 * np.sin(x)] for x in range(100)]
    north = {"type": "Polygon", "coordinates": [[*wavy, [-95.9, 36.1], [-96, 36.1], wavy[0]]]}
    south = {"type": "Polygon", "coordinates": [[*wavy[::-1], [-96, 35.9], [-95.901, 35.9], wavy[-1]]]}
    packed = shapes.unpacked(shapes.packed({"n": north, "s": south}, ["n", "s"]))
    from shapely.geometry import shape

    drawn = [shape(feature["geometry"]) for feature in packed["features"]]
    assert drawn[0].intersection(drawn[1]).area < 1e-9
    assert len(packed["features"][0]["geometry"]["coordinates"][0]) < 60


def test_areas_of_ones_own_are_placed_inside_their_outlines() -> None:
    found = read(areas(120, 80))
    assert found.names.tolist() == ["Area 0", "Area 1"]
    assert found.latitude[0] == pytest.approx(position(0)[0], abs=0.02)
    assert found.people["all"].tolist() == [120, 80]


def test_a_count_below_ten_is_not_kept() -> None:
    found = read(areas(120, 3, 0))
    assert np.isnan(found.people["all"][1])
    assert found.people["all"][2] == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not json", "can't be read as JSON"),
        (b"[]", "holds no areas"),
        (areas("many"), "Area 1 counts “many”"),
        (areas(-5), "not negative"),
        (areas(12).replace(b"Polygon", b"LineString"), "not a Polygon"),
        (areas(12).replace(b"-96.", b"-9600."), "not on the globe"),
    ],
)
def test_a_file_that_is_no_areas_says_what_is_wrong(content: bytes, said: str) -> None:
    with pytest.raises(CantRead, match=said):
        read(content)


def test_a_property_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(CantRead, match="The file has: kids, name"):
        read(areas(12), people_field="children")


@pytest.mark.django_db
def test_illustrative_hexagons_are_the_same_every_time_and_say_what_they_are() -> None:
    first = illustrative_hexagons(alliance=AllianceFactory(), counties=[TULSA])
    second = illustrative_hexagons(alliance=AllianceFactory(), counties=[TULSA])
    assert first.sha256 == second.sha256
    assert first.is_illustrative
    assert first.is_current
    assert first.place_count > 100
    assert len(shapes.unpacked(bytes(first.shapes))["features"]) == first.place_count


def test_uploaded_areas_are_looked_at_before_they_are_used(town: Town) -> None:
    file = SimpleUploadedFile("areas.geojson", areas(120, 80))
    fields = {"name": "Ours", "people_field": "kids", "name_field": "", "vintage": "2026", "source": "Us"}
    data = {f"own-{name}": value for name, value in fields.items()} | {"own-areas": file}
    response = town.post("upload_own", data)
    made = PlaceSet.objects.for_alliance(town.alliance).get(name="Ours")
    assert response.url == town.url("place_set", pk=made.pk)
    assert not made.is_current
    assert town.post("use_places", pk=made.pk).status_code == 302
    in_use = PlaceSet.objects.for_alliance(town.alliance).filter(is_current=True)
    assert [each.name for each in in_use] == ["Ours"]
    actions = AuditEntry.objects.for_alliance(town.alliance).values_list("action", flat=True)
    assert {"places.made", "places.used"} <= set(actions)


def test_a_file_that_cannot_be_read_keeps_nothing(town: Town) -> None:
    data = {"census-name": "Bad", "census-people": SimpleUploadedFile("people.csv", b"a,b\n1,2\n")}
    response = town.post("upload_census", data)
    assert response.status_code == 422
    assert not PlaceSet.objects.for_alliance(town.alliance).filter(name="Bad").exists()


def test_a_set_that_answers_were_computed_on_is_not_discarded(town: Town) -> None:
    town.session(0)
    town.computed()
    other = illustrative_hexagons(alliance=town.alliance, counties=[TULSA])
    town.post("discard_places", pk=town.place_set.pk)
    assert PlaceSet.objects.for_alliance(town.alliance).filter(pk=town.place_set.pk).exists()
    town.post("use_places", pk=town.place_set.pk)
    town.post("discard_places", pk=other.pk)
    assert not PlaceSet.objects.for_alliance(town.alliance).filter(pk=other.pk).exists()


def test_outlines_are_served_as_they_are_kept_and_only_once(town: Town) -> None:
    address = town.url("shapes", sha256=town.place_set.sha256[:32])
    first = town.client.get(address, headers={"accept-encoding": "gzip, deflate"})
    assert first["Content-Encoding"] == "deflate"
    assert "immutable" in first["Cache-Control"]
    assert len(json.loads(zlib.decompress(first.content))["features"]) == 6
    plain = town.client.get(address)
    assert len(json.loads(plain.content)["features"]) == 6
    again = town.client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_only_those_who_manage_regions_make_sets(town: Town) -> None:
    client = Client()
    client.force_login(member(town.alliance, Role.CONTRIBUTOR))
    assert client.get(town.url("places")).status_code == 200
    assert client.post(town.url("upload_own")).status_code == 404


@pytest.mark.parametrize(
    ("published", "short"),
    [
        ("Block Group 1; Census Tract 101; Cook County; Illinois", "Tract 101, group 1, Cook"),
        ("Census Tract 25.02, Tulsa County, Oklahoma", "Tract 25.02, Tulsa"),
        ("Douglas", "Douglas"),
    ],
)
def test_census_places_are_called_by_what_tells_them_apart(published: str, short: str) -> None:
    assert building.short_name(published) == short
