"""An HSDS CSV data package, a table a file in a ZIP, as the nested objects that HSDS JSON has."""

from __future__ import annotations

import csv
import io
import lzma
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from django.utils.translation import gettext as _

from trellis.apps.programs.importing import limits
from trellis.apps.programs.importing.errors import ImportRefused

Row = dict[str, Any]
Tables = dict[str, list[Row]]

MOST_FILES: Final = 200
UNPACKING_FAILED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,  # a kind of compression that nobody has
    RuntimeError,  # a password
    EOFError,
    OSError,
)
SMALL: Final = limits.MEGABYTE
CHUNK: Final = 1 << 16

SINGULAR: Final = {"service_at_location": "service_at_locations", "accessibility": "accessibilities"}


def is_package(content: bytes) -> bool:
    """Whether the file is a ZIP at all."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def nested(tables: Tables) -> Row:
    """`{"services": […]}` with all that belongs to them inside; `{"organizations": […]}` where none are."""
    organizations = {row["id"]: row for row in tables["organizations"] if row.get("id")}
    _hang(tables, organizations)
    if not tables["services"]:
        return {"organizations": list(organizations.values())}
    programs = {row["id"]: row for row in tables["programs"] if row.get("id")}
    for service in tables["services"]:
        service["organization"] = organizations.get(service.get("organization_id") or "")
        service["program"] = programs.get(service.get("program_id") or "")
    return {"services": tables["services"]}


def tables_in_json(data: Any) -> Tables | None:
    """The tables of the package written as one JSON object ({"services.csv": […]}); None for other JSON."""
    if not isinstance(data, dict) or not data or not all(key.endswith(".csv") for key in data):
        return None
    tables: Tables = defaultdict(list)
    for file_name, rows in data.items():
        table = file_name.removesuffix(".csv")
        tables[SINGULAR.get(table, table)] = [dict(row) for row in rows if isinstance(row, dict)]
    return tables


def read_tables(content: bytes, name: str) -> Tables:
    """The CSV files of the package by the name of their table; a table that is absent is empty.

    Raises `ImportRefused` for what isn't a ZIP of CSV files or unpacks to more than memory holds.
    """
    tables: Tables = defaultdict(list)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for table, data in _files(package, name):
                tables[table].extend(_rows(data, f"{name}: {table}"))
    except UNPACKING_FAILED as error:
        raise ImportRefused(
            _("“%(name)s” can't be unpacked. Make the ZIP file again, without a password, and send that.")
            % {"name": name}
        ) from error
    return tables


def _files(package: zipfile.ZipFile, name: str) -> Iterator[tuple[str, bytes]]:
    entries = package.infolist()
    if len(entries) > MOST_FILES:
        raise ImportRefused(
            _("“%(name)s” holds more than %(most)s files; an HSDS package has about twenty.")
            % {"name": name, "most": MOST_FILES}
        )
    unpacked = 0
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if entry.is_dir() or path.suffix.lower() != ".csv" or path.name.startswith("."):
            continue
        limit = min(
            limits.UNPACKED_BYTES - unpacked, max(SMALL, limits.PACKED_RATIO * max(1, entry.compress_size))
        )
        data = _unpack(package, entry, limit, name)
        unpacked += len(data)
        table = path.stem.lower()
        yield SINGULAR.get(table, table), data


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    """The bytes of an entry, counted while they come: what a ZIP says of its sizes can be made up."""
    held = bytearray()
    with package.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            held += chunk
            if len(held) > limit:
                raise ImportRefused(
                    _("“%(name)s” unpacks to far more than it seems to hold, so it was not opened.")
                    % {"name": name}
                )
    return bytes(held)


def _rows(data: bytes, where: str) -> list[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        read = csv.DictReader(io.StringIO(text, newline=""))
        return [{(key or "").strip(): value for key, value in row.items() if key} for row in read]
    except csv.Error as error:
        raise ImportRefused(
            _("“%(where)s” is not a CSV table: %(problem)s.") % {"where": where, "problem": error}
        ) from error


def _hang(tables: Tables, organizations: dict[str, Row]) -> None:
    """Puts every row under the row it belongs to."""
    terms = {row["id"]: row for row in tables["taxonomy_terms"] if row.get("id")}
    taxonomies = {row["id"]: row for row in tables["taxonomies"] if row.get("id")}
    for term in terms.values():
        term["taxonomy_detail"] = taxonomies.get(term.get("taxonomy_id") or "")
    for attribute in tables["attributes"]:
        attribute["taxonomy_term"] = terms.get(attribute.get("taxonomy_term_id") or "")
    services = {row["id"]: row for row in tables["services"] if row.get("id")}
    places = {row["id"]: row for row in tables["service_at_locations"] if row.get("id")}
    locations = {row["id"]: row for row in tables["locations"] if row.get("id")}
    contacts = {row["id"]: row for row in tables["contacts"] if row.get("id")}
    of_a_service = (("service_at_location_id", places), ("service_id", services))
    for table in ("schedules", "contacts"):
        _under(tables[table], table, of_a_service)
    _under(tables["phones"], "phones", (("contact_id", contacts), *of_a_service))
    for table in ("cost_options", "languages", "service_capacities"):
        _under(tables[table], table, (("service_id", services),))
    _under(tables["addresses"], "addresses", (("location_id", locations),))
    _under(tables["accessibilities"], "accessibility", (("location_id", locations),))
    _under(tables["attributes"], "attributes", (("link_id", services), ("link_id", places)))
    _under(tables["programs"], "programs", (("organization_id", organizations),))
    for row in tables["service_at_locations"]:
        row["location"] = locations.get(row.get("location_id") or "")
    _under(tables["service_at_locations"], "service_at_locations", (("service_id", services),))


def _under(rows: Iterable[Row], field: str, owners: Iterable[tuple[str, dict[str, Row]]]) -> None:
    """Puts each row into the list `field` of the first owner that one of its keys names."""
    for row in rows:
        for key, candidates in owners:
            owner = candidates.get(row.get(key) or "")
            if owner is not None:
                owner.setdefault(field, []).append(row)
                break
