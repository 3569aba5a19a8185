"""An HSDS service taken apart into the tables of the CSV data package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from trellis.apps.programs.exchange.hsds_names import ON_THE_PROGRAM, ON_THE_SESSION

Json = dict[str, Any]

# The columns of HSDS 3.0 that Trellis fills; on services and service_at_location also those it adds.
TABLES: Final[dict[str, tuple[str, ...]]] = {
    "organizations": ("id", "name", "alternate_name", "description", "email", "website"),
    "services": (
        "id",
        "organization_id",
        "name",
        "description",
        "url",
        "email",
        "status",
        "application_process",
        "fees_description",
        "accreditations",
        "eligibility_description",
        "minimum_age",
        "maximum_age",
        "assured_date",
        "last_modified",
        *ON_THE_PROGRAM.values(),
    ),
    "locations": ("id", "location_type", "name", "latitude", "longitude"),
    "service_at_location": ("id", "service_id", "location_id", *ON_THE_SESSION.values()),
    "addresses": (
        "id",
        "location_id",
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    ),
    "phones": ("id", "service_id", "organization_id", "number", "type"),
    "schedules": (
        "id",
        "service_at_location_id",
        "valid_from",
        "valid_to",
        "dtstart",
        "until",
        "count",
        "wkst",
        "freq",
        "interval",
        "byday",
        "byweekno",
        "bymonthday",
        "byyearday",
        "opens_at",
        "closes_at",
        "schedule_link",
    ),
    "cost_options": ("id", "service_id", "option", "currency", "amount", "amount_description"),
    "languages": ("id", "service_id", "name", "code"),
    "accessibility": ("id", "location_id", "description"),
    "organization_identifiers": ("id", "organization_id", "identifier_type", "identifier"),
    "attributes": ("id", "link_id", "taxonomy_term_id", "link_entity"),
    "taxonomy_terms": ("id", "code", "name", "description", "taxonomy", "language", "taxonomy_id"),
    "taxonomies": ("id", "name", "description"),
    "metadata": (
        "id",
        "resource_id",
        "resource_type",
        "last_action_date",
        "last_action_type",
        "field_name",
        "previous_value",
        "replacement_value",
        "updated_by",
    ),
    "service_capacities": ("id", "service_id", "unit_id", "available", "maximum", "description", "updated"),
    "units": ("id", "name"),
}

# Column -> the table whose `id` it holds.
KEYS: Final = {
    "organization_id": "organizations",
    "service_id": "services",
    "location_id": "locations",
    "service_at_location_id": "service_at_location",
    "taxonomy_term_id": "taxonomy_terms",
    "taxonomy_id": "taxonomies",
    "unit_id": "units",
}
NUMBERS: Final = frozenset(
    {
        "amount",
        "available",
        "count",
        "interval",
        "latitude",
        "longitude",
        "maximum",
        "maximum_age",
        "maximum_grade",
        "minimum_age",
        "minimum_grade",
        "price",
        "quality_best",
        "quality_score",
        "seats",
        "seats_open",
    }
)
BOOLEANS: Final = frozenset({"scholarship", "pays_participants", "transport", "food"})


def rows(service: Json, seen: set[str]) -> Iterator[tuple[str, Json]]:
    """(table, row) for everything inside a service; what several services share comes once.

    `seen` holds the ids of shared rows that came already; the caller keeps it from service to service.
    """
    own = {"service_id": service["id"]}
    yield "services", service
    yield from _organization(service["organization"], seen)
    for place in service.get("service_at_locations", ()):
        location = place["location"]
        yield "service_at_location", place | {"location_id": location["id"]}
        for schedule in place.get("schedules", ()):
            yield "schedules", schedule
        yield from _location(location, seen)
    for table in ("languages", "cost_options", "phones"):
        for row in service.get(table, ()):
            yield table, row | own
    for capacity in service.get("service_capacities", ()):
        yield "service_capacities", capacity | {"unit_id": capacity["unit"]["id"]}
        yield from _once("units", capacity["unit"], seen)
    for attribute in service.get("attributes", ()):
        yield "attributes", attribute
        term = attribute["taxonomy_term"]
        yield from _once("taxonomy_terms", term, seen)
        taxonomy = {"id": term["taxonomy_id"], "name": term["taxonomy"], "description": term["taxonomy"]}
        yield from _once("taxonomies", taxonomy, seen)
    for row in service.get("metadata", ()):
        yield "metadata", row


def descriptor(tables: list[str], *, title: str, created: str, description: str = "") -> Json:
    """The datapackage.json of a package that holds these tables (Tabular Data Package)."""
    return {
        "profile": "tabular-data-package",
        "name": "human-services-data",
        "title": title,
        **({"description": description} if description else {}),
        "created": created,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table,
                "path": f"{table}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [{"name": name, "type": _type(name)} for name in TABLES[table]],
                    "primaryKey": "id",
                    "foreignKeys": [
                        {"fields": name, "reference": {"resource": KEYS[name], "fields": "id"}}
                        for name in TABLES[table]
                        if KEYS.get(name) in tables
                    ],
                },
            }
            for table in tables
        ],
    }


def _organization(row: Json, seen: set[str]) -> Iterator[tuple[str, Json]]:
    own = {"organization_id": row["id"]}
    for table, found in _once("organizations", row, seen):
        yield table, found
        for part in ("phones", "organization_identifiers"):
            for each in row.get(part, ()):
                yield part, each | own


def _location(row: Json, seen: set[str]) -> Iterator[tuple[str, Json]]:
    own = {"location_id": row["id"]}
    for table, found in _once("locations", row, seen):
        yield table, found
        for part in ("addresses", "accessibility"):
            for each in row.get(part, ()):
                yield part, each | own


def _once(table: str, row: Json, seen: set[str]) -> Iterator[tuple[str, Json]]:
    if row["id"] not in seen:
        seen.add(row["id"])
        yield table, row


def _type(column: str) -> str:
    if column in NUMBERS:
        return "number"
    return "boolean" if column in BOOLEANS else "string"
