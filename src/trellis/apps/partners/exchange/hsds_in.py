"""HSDS organizations, as JSON or as a CSV data package, as flat rows for the importer.

Reads HSDS 3.0 and 3.1, and what of 2.0 has the same names.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from trellis.apps.partners.exchange.hsds_names import ALSO, IDENTIFIER_TYPES, OURS
from trellis.apps.programs.exchange import hsds_package
from trellis.apps.programs.exchange.hsds_fields import Json, items, object_in, word
from trellis.apps.programs.exchange.hsds_in import MARKS_OF_A_SERVICE
from trellis.apps.programs.importing.errors import ImportRefused

_OF_OTHERS: Final = MARKS_OF_A_SERVICE | {"organization_id", "location_type", "service_id"}
_LISTS: Final = ("organizations", "contents", "services", "items", "data")


def read_organizations(content: bytes, name: str) -> list[dict[str, str]]:
    """The organizations of an HSDS file under the importer's field names, every value as text.

    What isn't known has no key. `row` says where it stands in the file ("organizations[3]"); one that stands
    there several times, as the owner of many services, is one row. Raises ImportRefused.
    """
    if hsds_package.is_package(content):
        data: Any = _from_tables(hsds_package.read_tables(content, name))
    else:
        data = _json(content, name)
        if tables := hsds_package.tables_in_json(data):
            data = _from_tables(tables)
    rows: dict[str, dict[str, str]] = {}
    for where, organization in _organizations(data, ""):
        if word(organization, "name"):
            row = {"row": where, **_row(organization)}
            rows.setdefault(row.get("external_id") or where, row)
    if not rows:
        raise ImportRefused(_("“%(name)s” holds no organizations of HSDS 3.") % {"name": name})
    return list(rows.values())


def _json(content: bytes, name: str) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = _("“%(name)s” is not in UTF-8. Save it again with that encoding.")
        raise ImportRefused(message % {"name": name}) from error
    except json.JSONDecodeError as error:
        message = _("“%(name)s” is not JSON: line %(line)s, column %(column)s can't be read.")
        raise ImportRefused(message % {"name": name, "line": error.lineno, "column": error.colno}) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or endless brackets
        raise ImportRefused(_("“%(name)s” can't be read as JSON.") % {"name": name}) from error


def _organizations(data: Any, where: str) -> Iterator[tuple[str, Json]]:
    """Every organization of a file with the place where it stands; those of services too."""
    if isinstance(data, list):
        for number, each in enumerate(data):
            if isinstance(each, dict):
                yield from _organization_in(each, f"{where}[{number}]")
    elif isinstance(data, dict):
        named = [key for key in _LISTS if isinstance(data.get(key), list)]
        if named and not word(data, "name") and not word(data, "id"):
            for key in named:
                yield from _organizations(data[key], key)
        else:
            yield from _organization_in(data, where or "[0]")


def _organization_in(found: Json, where: str) -> Iterator[tuple[str, Json]]:
    if owner := object_in(found, "organization"):
        yield f"{where}.organization", owner
    elif not where.startswith("services") and not (_OF_OTHERS & found.keys()):
        yield where, found


def _from_tables(tables: hsds_package.Tables) -> Json:
    """The organizations of a CSV package with what belongs to them inside."""
    organizations = {row["id"]: row for row in tables["organizations"] if row.get("id")}
    addresses: dict[str, list[Json]] = defaultdict(list)
    for address in tables["addresses"]:
        addresses[address.get("location_id") or ""].append(address)
    for location in tables["locations"]:
        location["addresses"] = addresses.get(location.get("id") or "", [])
    for table in ("organization_identifiers", "locations", "phones", "contacts"):
        for row in tables[table]:
            owner = organizations.get(row.get("organization_id") or "")
            if owner is not None:
                owner.setdefault(table, []).append(row)
    return {"organizations": list(organizations.values())}


def _row(organization: Json) -> dict[str, str]:
    found = {
        "external_id": word(organization, "id"),
        "name": word(organization, "name"),
        "also_known_as": word(organization, "alternate_name"),
        "description": word(organization, "description"),
        "url": word(organization, "website") or word(organization, "url"),
        "email": word(organization, "email"),
        "phone": _phone(organization),
        **_identifiers(organization),
        **_place(organization),
        **_contact(organization),
        **{field: _text(organization.get(name)) for field, name in OURS.items()},
    }
    return {key: value for key, value in found.items() if value}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(each) for each in value if not isinstance(each, dict | list))
    return word({"value": value}, "value")


def _identifiers(organization: Json) -> dict[str, str]:
    found = {"ein": word(organization, "tax_id")} if word(organization, "tax_id") else {}
    for each in items(organization, "organization_identifiers"):
        said = word(each, "identifier_type").casefold().replace("-", "_").replace(" ", "_")
        scheme = word(each, "identifier_scheme").casefold().replace("-", "_")
        kind = next(
            (ALSO.get(name, name) for name in (said, scheme) if ALSO.get(name, name) in IDENTIFIER_TYPES), ""
        )
        if kind and word(each, "identifier"):
            found[kind] = word(each, "identifier")
    return found


def _place(organization: Json) -> dict[str, str]:
    """The first location that has an address or a position."""
    for location in items(organization, "locations"):
        address = next(iter(items(location, "addresses") or items(location, "physical_addresses")), {})
        latitude, longitude = word(location, "latitude"), word(location, "longitude")
        if not address and not latitude:
            continue
        lines = [word(address, "address_1"), word(address, "address_2")]
        return {
            "place_name": word(location, "name"),
            "address": ", ".join(line for line in lines if line),
            "city": word(address, "city"),
            "state": word(address, "state_province"),
            "zip_code": word(address, "postal_code"),
            "latitude": latitude,
            "longitude": longitude,
        }
    return {}


def _contact(organization: Json) -> dict[str, str]:
    contact: Json = next(iter(items(organization, "contacts")), {})
    return {
        "contact_name": word(contact, "name"),
        "contact_title": word(contact, "title"),
        "contact_email": word(contact, "email"),
        "contact_phone": _phone(contact),
    }


def _phone(owner: Json) -> str:
    phones = items(owner, "phones")
    voice = [each for each in phones if word(each, "type") in ("", "voice", "cell")]
    return word(next(iter(voice or phones), {}), "number")
