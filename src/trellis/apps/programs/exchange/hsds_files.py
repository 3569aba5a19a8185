"""A directory as HSDS files: one JSON list of full services, or a CSV data package."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Any

from trellis.apps.programs.exchange import hsds_out, hsds_tables
from trellis.apps.programs.exchange.flat import Listed


def json_text(listed: Iterable[Listed], *, notice: str = "") -> Iterator[str]:
    """The services as one page of an HSDS list, piece by piece.

    The services come first and their number last, so that both are of the same moment. `notice` is what the
    file says of itself, such as that it is a demonstration.
    """
    yield '{"contents":['
    count = 0
    for count, each in enumerate(listed, start=1):
        separator = ",\n" if count > 1 else "\n"
        yield separator + json.dumps(hsds_out.service(each), ensure_ascii=False, separators=(",", ":"))
    page = {
        "total_items": count,
        "total_pages": 1,
        "page_number": 1,
        "size": count,
        "first_page": True,
        "last_page": True,
        "empty": count == 0,
        **({"notice": notice} if notice else {}),
    }
    yield "\n]," + json.dumps(page, ensure_ascii=False).removeprefix("{")


def package(listed: Iterable[Listed], *, title: str, created: str, notice: str = "") -> IO[bytes]:
    """The CSV data package as an open temporary ZIP file, read from its start.

    Tables are written to disk while the services stream by; tables without rows are left out.
    """
    out = tempfile.TemporaryFile(prefix="hsds-")  # noqa: SIM115 - the caller sends and closes it
    with ExitStack() as stack:
        tables = _tables(listed, stack)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            about = hsds_tables.descriptor(list(tables), title=title, created=created, description=notice)
            archive.writestr("datapackage.json", json.dumps(about, ensure_ascii=False, indent=1))
            for table, written in tables.items():
                written.seek(0)
                with archive.open(f"{table}.csv", "w", force_zip64=True) as entry:
                    while piece := written.buffer.read(1 << 16):
                        entry.write(piece)
    out.seek(0)
    return out


def _tables(listed: Iterable[Listed], stack: ExitStack) -> dict[str, io.TextIOWrapper]:
    files: dict[str, io.TextIOWrapper] = {}
    writers: dict[str, Any] = {}
    seen: set[str] = set()
    for each in listed:
        for table, row in hsds_tables.rows(hsds_out.service(each), seen):
            writer = writers.get(table)
            if writer is None:
                raw = tempfile.TemporaryFile(prefix=f"hsds-{table}-")  # noqa: SIM115 - the stack closes it
                stack.enter_context(raw)
                files[table] = io.TextIOWrapper(raw, encoding="utf-8", newline="")
                writers[table] = writer = csv.writer(files[table])
                writer.writerow(hsds_tables.TABLES[table])
            writer.writerow([_cell(row.get(name)) for name in hsds_tables.TABLES[table]])
    for file in files.values():
        file.flush()
    return {table: files[table] for table in hsds_tables.TABLES if table in files}


def _cell(value: Any) -> Any:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value
