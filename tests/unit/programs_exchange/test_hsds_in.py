"""Reads HSDS files as the importer gets them."""

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from trellis.apps.programs.exchange.hsds_in import read_hsds
from trellis.apps.programs.importing.errors import ImportRefused

SERVICE: dict[str, Any] = {
    "id": "5b9f7b1e-8a59-4f3e-9b60-0a8f4e3c9d11",
    "name": "Illustrative robotics club",
    "status": "active",
    "organization": {"name": "Illustrative library", "website": "https://library.example.org/"},
}


def read(data: Any, name: str = "list.json") -> list[dict[str, Any]]:
    return read_hsds(json.dumps(data).encode(), name)


def only(data: Any) -> dict[str, Any]:
    (row,) = read(data)
    return row


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return out.getvalue()


def test_a_page_of_services_gives_a_row_each_and_says_where_it_stands() -> None:
    rows = read({"total_items": 2, "contents": [SERVICE, SERVICE]})
    assert [row["row"] for row in rows] == ["contents[0]", "contents[1]"]
    assert rows[0]["program"] == "Illustrative robotics club"
    assert rows[0]["organization"] == "Illustrative library"


def test_a_service_at_two_places_gives_two_rows() -> None:
    places = [
        {"id": "a", "location": {"location_type": "physical", "name": name}} for name in ("East", "West")
    ]
    rows = read([{**SERVICE, "service_at_locations": places}])
    assert [(row["row"], row["site_name"]) for row in rows] == [
        ("[0].service_at_locations[0]", "East"),
        ("[0].service_at_locations[1]", "West"),
    ]


def test_what_is_not_known_has_no_key() -> None:
    known = {"row", "external_id", "program", "organization", "organization_url", "status"}
    assert set(only(SERVICE)) == known


@pytest.mark.parametrize(
    ("theirs", "ours"), [("active", "active"), ("inactive", "hidden"), ("defunct", "ended")]
)
def test_a_status_is_told_in_our_words(theirs: str, ours: str) -> None:
    assert only({**SERVICE, "status": theirs})["status"] == ours


@pytest.mark.parametrize(
    ("schedule", "days", "rule"),
    [
        ({"freq": "WEEKLY", "interval": 1, "byday": "TU,TH"}, "TU; TH", None),
        ({"freq": "WEEKLY", "interval": 2, "byday": "SA"}, "SA", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
        ({"freq": "MONTHLY", "byday": "-1FR"}, "FR", "FREQ=MONTHLY;BYDAY=-1FR"),
        ({"freq": "MONTHLY", "bymonthday": "2,3"}, None, "FREQ=MONTHLY;BYMONTHDAY=2,3"),
    ],
)
def test_schedules_become_days_or_a_rule(
    schedule: dict[str, Any], days: str | None, rule: str | None
) -> None:
    row = only({**SERVICE, "schedules": [schedule]})
    assert (row.get("days"), row.get("rrule")) == (days, rule)


def test_a_schedule_a_weekday_gives_all_its_days() -> None:
    schedules = [{"freq": "WEEKLY", "byday": day, "opens_at": "15:30"} for day in ("MO", "WE")]
    assert only({**SERVICE, "schedules": schedules})["days"] == "MO; WE"


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("10:00:00", "10:00"),
        ("15:30-05:00", "15:30"),  # an offset is that of the place
        ("20:30Z", "15:30"),  # 20:30 UTC on a day in June is 15:30 in Chicago's summer time
        ("after lunch", "after lunch"),
    ],
)
def test_times_are_those_of_the_clock_at_the_place(said: str, clock: str) -> None:
    row = only({**SERVICE, "schedules": [{"dtstart": "2026-06-02", "opens_at": said}]})
    assert row["starts_at"] == clock


def test_the_price_for_young_people_is_taken_and_all_options_are_said() -> None:
    options = [
        {"option": "Adults", "amount": 60, "currency": "usd", "amount_description": "per week"},
        {"option": "Students", "amount": 20.5, "currency": "usd", "amount_description": "per week"},
    ]
    row = only({**SERVICE, "cost_options": options})
    assert (row["price"], row["price_per"]) == ("20.5", "week")
    assert row["price_note"] == "Adults: 60 USD, per week; Students: 20.5 USD, per week"


def test_a_price_in_another_currency_stays_in_words() -> None:
    row = only({**SERVICE, "cost_options": [{"amount": 35, "currency": "gbp"}]})
    assert "price" not in row
    assert row["price_note"] == "35 GBP"


def test_fees_that_say_free_are_a_price_of_zero() -> None:
    assert only({**SERVICE, "fees_description": "No cost."})["price"] == "0"


def test_a_virtual_location_is_online_and_no_site() -> None:
    place = {"id": "a", "location": {"location_type": "virtual", "name": "Online"}}
    row = only({**SERVICE, "service_at_locations": [place]})
    assert row["mode"] == "online"
    assert "site_name" not in row


def test_standards_are_told_from_topics_by_their_taxonomy() -> None:
    attributes = [
        {"taxonomy_term": {"code": "MS-ETS1-1", "name": "Define the criteria", "taxonomy": "NGSS"}},
        {"taxonomy_term": {"code": "PL-6400", "name": "Youth Development", "taxonomy": "AIRS"}},
    ]
    row = only({**SERVICE, "attributes": attributes})
    assert (row["standards"], row["topics"]) == ("MS-ETS1-1", "Youth Development")


def test_the_tables_of_a_package_find_each_other() -> None:
    package = {
        "data/organizations.csv": "id,name,website\no1,Illustrative library,https://library.example.org/\n",
        "data/services.csv": "id,organization_id,name,status,minimum_age\ns1,o1,Coding club,active,10\n",
        "data/service_at_location.csv": "id,service_id,location_id\np1,s1,l1\n",
        "data/locations.csv": "id,location_type,name,latitude,longitude\nl1,physical,Central,36.1,-95.9\n",
        "data/addresses.csv": (
            "id,location_id,address_1,city,state_province,postal_code\na1,l1,1 Main St,Tulsa,OK,74103\n"
        ),
        "data/schedules.csv": "id,service_at_location_id,freq,byday\nd1,p1,WEEKLY,SA\n",
        "data/phones.csv": "id,service_id,number,extension\nf1,s1,918 555 0100,\n",
    }
    (row,) = read_hsds(zipped(package), "package.zip")
    assert row == {
        "row": "services[0].service_at_locations[0]",
        "external_id": "s1",
        "session_external_id": "p1",
        "organization": "Illustrative library",
        "organization_url": "https://library.example.org/",
        "program": "Coding club",
        "phone": "918 555 0100",
        "age_min": "10",
        "status": "active",
        "mode": "in_person",
        "days": "SA",
        "site_name": "Central",
        "address": "1 Main St",
        "city": "Tulsa",
        "state": "OK",
        "zip_code": "74103",
        "latitude": "36.1",
        "longitude": "-95.9",
    }


def test_a_table_in_latin_letters_of_another_encoding_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("services.csv", "id,name,status\ns1,Niñas en ciencia,active\n".encode("latin-1"))
    (row,) = read_hsds(out.getvalue(), "package.zip")
    assert row["program"] == "Niñas en ciencia"


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(ImportRefused, match="far more than it seems to hold"):
        read_hsds(zipped({"services.csv": "0" * 30_000_000}), "bomb.zip")


def test_a_zip_of_very_many_files_is_refused() -> None:
    with pytest.raises(ImportRefused, match="more than 200 files"):
        read_hsds(zipped({f"{number}.csv": "id\n" for number in range(201)}), "many.zip")


def test_a_damaged_zip_is_refused() -> None:
    content = bytearray(zipped({"services.csv": "id,name,status\n" + "s1,A,active\n" * 200}))
    content[60:70] = b"\xff" * 10
    with pytest.raises(ImportRefused, match="can't be unpacked"):
        read_hsds(bytes(content), "broken.zip")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is not JSON: line 1, column 2"),
        (b"[" * 200_000, "is not JSON|nested too deeply"),
        ("{“}".encode("cp1252"), "not in UTF-8"),
        (b"PK\x03\x04 broken", "can't be unpacked"),
        (b'{"name": "a taxonomy"}', "holds no services"),
        (b"3", "holds no services"),
        (b"[" + b"1" * 5000 + b"]", "a number that can't be read"),
    ],
)
def test_what_is_not_hsds_is_refused_in_words(content: bytes, message: str) -> None:
    with pytest.raises(ImportRefused, match=message):
        read_hsds(content, "list.json")


@pytest.fixture
def examples() -> Path:
    """The examples that Open Referral publishes with HSDS 3.0."""
    folder = os.environ.get("TRELLIS_PUBLIC_DATA")
    if not folder:
        pytest.skip("TRELLIS_PUBLIC_DATA is not set: the published HSDS examples are not at hand")
    return Path(folder) / "hsds" / "examples"


@pytest.mark.parametrize("name", ["service_full", "service_at_location_full", "organization_full", "tabular"])
def test_the_published_full_examples_say_the_same_in_every_form(examples: Path, name: str) -> None:
    (row,) = read_hsds((examples / f"{name}.json").read_bytes(), name)
    assert row["program"] == "Community Counselling"
    assert (row["age_min"], row["age_max"]) == ("12", "100")
    assert (row["site_name"], row["address"]) == ("MyCity Civic Center", "1-30 Main Street, MyVillage")
    assert (row["starts_on"], row["starts_at"], row["ends_at"]) == ("2005-01-01", "10:00", "18:00")
    assert row["days"] == "TH; FR"
    assert row["verified_on"] == "2005-01-01"
    assert row["languages"] == "ur"
    assert row["price_note"].startswith("Under 18s and Over 60s: 35 GBP, per 1 hour session")
    assert row["accessibility"].startswith("The building is equipped with induction loops")


def test_the_published_package_is_read_like_the_published_service(examples: Path) -> None:
    package = {path.name: path.read_text() for path in (examples / "csv").glob("*.csv")}
    (row,) = read_hsds(zipped(package), "package.zip")
    (full,) = read_hsds((examples / "service_full.json").read_bytes(), "service_full.json")
    # In the published package the attribute's link leads nowhere.
    del full["topics"], full["row"], row["row"]
    assert row == full
