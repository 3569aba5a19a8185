"""What goes out as HSDS comes back as it was, and is what the published schemas ask for."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from tests.unit.programs_exchange.entries import listings

from trellis.apps.programs.exchange import flat, hsds_files, hsds_out, hsds_tables
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.exchange.hsds_in import read_hsds

MANY = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
PROGRAMS = st.lists(listings(), min_size=1, max_size=3)


def as_json(listed: list[Listed]) -> bytes:
    return "".join(hsds_files.json_text(listed)).encode()


def as_package(listed: list[Listed]) -> bytes:
    with hsds_files.package(listed, title="Illustrative programs", created="2026-11-23") as file:
        return file.read()


def sent(listed: list[Listed]) -> list[dict[str, Any]]:
    """The rows that should come back. Without a session there is nothing to say about one."""
    return [flat.texts(row) for each in listed for row in flat.rows(each)]


def came_back(content: bytes) -> list[dict[str, Any]]:
    rows = read_hsds(content, "export")
    for row in rows:
        del row["row"]
    return rows


@MANY
@given(PROGRAMS)
def test_all_that_flat_rows_hold_survives_json(listed: list[Listed]) -> None:
    assert came_back(as_json(listed)) == sent(listed)


@MANY
@given(PROGRAMS)
def test_all_that_flat_rows_hold_survives_the_package(listed: list[Listed]) -> None:
    assert came_back(as_package(listed)) == sent(listed)


@MANY
@given(listings())
def test_ids_are_the_same_in_every_export(listed: Listed) -> None:
    assert hsds_out.service(listed) == hsds_out.service(listed)
    ids = [row["id"] for table, row in hsds_tables.rows(hsds_out.service(listed), set())]
    assert len(ids) == len(set(ids))


@pytest.fixture(scope="module")
def schemas() -> Path:
    """The schemas that Open Referral publishes with HSDS 3.0."""
    folder = os.environ.get("TRELLIS_PUBLIC_DATA")
    if not folder:
        pytest.skip("TRELLIS_PUBLIC_DATA is not set: the published HSDS schemas are not at hand")
    return Path(folder) / "hsds" / "schema" / "compiled"


def test_services_are_valid_by_the_published_schema(schemas: Path) -> None:
    schema = json.loads((schemas / "service_with_definitions.json").read_text())
    validator = Draft202012Validator(schema, format_checker=FormatChecker())

    @MANY
    @given(listings())
    def check(listed: Listed) -> None:
        service = json.loads(json.dumps(hsds_out.service(listed)))
        assert [error.message for error in validator.iter_errors(service)] == []

    check()


def test_tables_are_valid_by_the_published_tabular_schema(schemas: Path) -> None:
    published = json.loads((schemas / "tabular.json").read_text())["properties"]
    by_file = {each["items"]["path"]: each["items"] for each in published.values()}

    @MANY
    @given(PROGRAMS)
    def check(listed: list[Listed]) -> None:
        with zipfile.ZipFile(io.BytesIO(as_package(listed))) as package:
            about = json.loads(package.read("datapackage.json"))
            assert {each["path"] for each in about["resources"]} == set(package.namelist()) - {
                "datapackage.json"
            }
            for resource in about["resources"]:
                text = package.read(resource["path"]).decode()
                rows = list(csv.DictReader(io.StringIO(text, newline="")))
                names = [field["name"] for field in resource["schema"]["fields"]]
                assert list(rows[0]) == names
                schema = by_file.get(resource["path"])
                if schema is None:
                    assert resource["name"] in {"service_capacities", "units"}  # tables of HSDS 3.1
                    continue
                needed = {*schema.get("required", ()), *schema.get("tabular_required", ())}
                assert needed <= set(names)
                enumerated = {
                    key: value["enum"] for key, value in schema["properties"].items() if "enum" in value
                }
                for row in rows:
                    for key, allowed in enumerated.items():
                        assert row.get(key, "") in {*allowed, ""}

    check()


def test_a_directory_without_programs_is_an_empty_page() -> None:
    assert json.loads(as_json([])) == {
        "contents": [],
        "total_items": 0,
        "total_pages": 1,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
    }
