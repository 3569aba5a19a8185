"""HSDS, as JSON or as a CSV data package, as flat rows for the importer.

Reads HSDS 3.0 and 3.1, and what of 2.0 has the same names. One row per service and place it is offered at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from trellis.apps.programs.exchange import hsds_package
from trellis.apps.programs.exchange.hsds_fields import (
    Json,
    items,
    object_in,
    organization_fields,
    program_fields,
    session_fields,
    word,
)
from trellis.apps.programs.importing.errors import ImportRefused

LISTS: Final = ("contents", "services", "service_at_locations", "organizations", "items", "data")
MARKS_OF_A_SERVICE: Final = frozenset(
    {
        "application_process",
        "cost_options",
        "eligibility_description",
        "minimum_age",
        "organization",
        "schedules",
        "service_at_locations",
        "status",
    }
)
MARKS_OF_AN_ORGANIZATION: Final = frozenset(
    {"legal_status", "locations", "organization_identifiers", "programs", "tax_id", "tax_status", "website"}
)


def read_hsds(content: bytes, name: str) -> list[dict[str, Any]]:
    """The rows of an HSDS file under the importer's field names, every value as text.

    What isn't known has no key. `row` says where it stands in the file ("contents[3]"). Raises
    `ImportRefused` for a file that isn't JSON or a ZIP of CSV files, or holds nothing of HSDS.
    """
    if hsds_package.is_package(content):
        data: Any = hsds_package.nested(hsds_package.read_tables(content, name))
    else:
        data = _json(content, name)
        if tables := hsds_package.tables_in_json(data):
            data = hsds_package.nested(tables)
    rows = [row for where, found in _objects(data, "") for row in _rows(found, where)]
    if not rows:
        raise ImportRefused(
            _("“%(name)s” holds no services, organizations or programs of HSDS 3.") % {"name": name}
        )
    return rows


def _json(content: bytes, name: str) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportRefused(
            _("“%(name)s” is not in UTF-8. Save it again with that encoding.") % {"name": name}
        ) from error
    except json.JSONDecodeError as error:
        raise ImportRefused(
            _("“%(name)s” is not JSON: line %(line)s, column %(column)s can't be read.")
            % {"name": name, "line": error.lineno, "column": error.colno}
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise ImportRefused(_("“%(name)s” holds a number that can't be read.") % {"name": name}) from error
    except RecursionError as error:
        raise ImportRefused(_("“%(name)s” is nested too deeply.") % {"name": name}) from error


def _objects(data: Any, where: str) -> Iterator[tuple[str, Json]]:
    """Every object of a file with the place where it stands; pages and named lists are opened."""
    if isinstance(data, list):
        for number, each in enumerate(data):
            if isinstance(each, dict):
                yield f"{where}[{number}]", each
    elif isinstance(data, dict):
        named = [key for key in LISTS if isinstance(data.get(key), list)]
        if named and not word(data, "name") and not word(data, "id"):
            for key in named:
                yield from _objects(data[key], key)
        else:
            yield where or "[0]", data


def _rows(found: Json, where: str) -> Iterator[dict[str, str]]:
    if service := object_in(found, "service"):
        yield _row(where, program_fields(service), session_fields(found, service))
    elif "location_type" in found or not word(found, "name"):
        return
    elif MARKS_OF_A_SERVICE & found.keys():
        yield from _service(found, where)
    elif MARKS_OF_AN_ORGANIZATION & found.keys():
        yield from _organization(found, where)


def _service(service: Json, where: str) -> Iterator[dict[str, str]]:
    shared = program_fields(service)
    places = items(service, "service_at_locations")
    if not places:
        yield _row(where, shared, session_fields({}, service))
    for number, place in enumerate(places):
        yield _row(f"{where}.service_at_locations[{number}]", shared, session_fields(place, service))


def _organization(organization: Json, where: str) -> Iterator[dict[str, str]]:
    """An organization lists its services in some files, its programs in others, neither in a short list."""
    shared = organization_fields(organization)
    services = items(organization, "services")
    for number, service in enumerate(services):
        for row in _service(service, f"{where}.services[{number}]"):
            yield shared | row
    if services:
        return
    programs = items(organization, "programs")
    for number, program in enumerate(programs):
        own = {
            "external_id": word(program, "id"),
            "program": word(program, "name"),
            "description": word(program, "description"),
        }
        yield _row(f"{where}.programs[{number}]", shared, own)
    if not programs:
        yield _row(where, shared)


def _row(where: str, *parts: dict[str, str]) -> dict[str, str]:
    merged = {"row": where}
    for part in parts:
        merged.update({key: value for key, value in part.items() if value})
    return merged
