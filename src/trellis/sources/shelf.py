"""The shelf: which tables are at hand, where each comes from, and how a new one is put there whole.

The package's snapshot lies underneath; official files lie in the data folder as
`tables/<table>/<edition>[.<scope>].parquet`, each with its provenance in a `.json` beside it. Editions are
kept side by side. A scope marks a table that covers a part only ("nation", "CA").
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from trellis.sources.records import TableInfo

SNAPSHOT = Path(__file__).parent / "snapshot"
PROVENANCE = "provenance.json"
_PRECEDENCE = {"official": 2, "snapshot": 1, "stated": 0}


@dataclass(frozen=True, slots=True)
class Entry:
    """A table on the shelf: its provenance, its Parquet file and what part it covers."""

    info: TableInfo
    path: Path
    scope: str = ""

    @property
    def order(self) -> tuple[str, int]:
        """Newest edition last; of one edition the official file last."""
        return self.info.edition, _PRECEDENCE[self.info.origin]


def default_data_dir() -> Path:
    """TRELLIS_DATA, else the platform's folder for an application's data."""
    if chosen := os.environ.get("TRELLIS_DATA"):
        return Path(chosen).expanduser()
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "trellis"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "trellis"


def checksum(path: Path) -> str:
    """SHA-256 of a file, as "sha256:…"."""
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


class Shelf:
    """The tables of one data folder over the snapshot."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.tables_dir = data_dir / "tables"
        self._generation: int = -1
        self._entries: dict[str, tuple[Entry, ...]] = {}

    @property
    def generation(self) -> int:
        """Changes whenever a table was put on the shelf, by this process or another."""
        try:
            return self.tables_dir.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def entries(self, table: str) -> tuple[Entry, ...]:
        """The table's editions, the preferred one first."""
        return self.all_entries().get(table, ())

    def all_entries(self) -> dict[str, tuple[Entry, ...]]:
        """Every table's editions, the preferred one first."""
        generation = self.generation
        if generation != self._generation:
            found: dict[str, list[Entry]] = {}
            for entry in (*_snapshot_entries(), *self._official_entries()):
                found.setdefault(entry.info.table, []).append(entry)
            self._entries = {
                table: tuple(sorted(entries, key=lambda entry: entry.order, reverse=True))
                for table, entries in found.items()
            }
            self._generation = generation
        return self._entries

    def _official_entries(self) -> Iterator[Entry]:
        for sidecar in sorted(self.tables_dir.glob("*/*.json")):
            path = sidecar.with_suffix(".parquet")
            if path.exists():
                yield _entry(json.loads(sidecar.read_text("utf-8")), path)

    @contextmanager
    def placing_all(self) -> Iterator[Callable[[TableInfo, str, Callable[[Path], None]], TableInfo]]:
        """Give a function that writes a table aside; left without an error, all of them take their places.

        Whatever goes wrong before that leaves the shelf as it was. A reader never sees half a table: it is
        found by its `.json`, which comes last.
        """
        self.tables_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=self.data_dir) as aside:
            written: list[tuple[Path, Path]] = []

            def place(info: TableInfo, scope: str, write: Callable[[Path], None]) -> TableInfo:
                name = f"{info.edition}.{scope}" if scope else info.edition
                target = self.tables_dir / info.table / f"{name}.parquet"
                beside = Path(aside) / f"{info.table}.parquet"
                write(beside)
                placed = replace(info, checksum=checksum(beside))
                record = asdict(placed) | {"scope": scope}
                sidecar = beside.with_suffix(".json")
                sidecar.write_text(json.dumps(record, indent=1, ensure_ascii=False), "utf-8")
                written.extend([(beside, target), (sidecar, target.with_suffix(".json"))])
                return placed

            yield place
            for new, target in written:
                target.parent.mkdir(exist_ok=True)
                new.replace(target)
            os.utime(self.tables_dir)


def _snapshot_entries() -> Iterator[Entry]:
    listed = json.loads((SNAPSHOT / PROVENANCE).read_text("utf-8"))
    for record in listed["tables"]:
        yield _entry(record, SNAPSHOT / record["file"])


def _entry(record: dict[str, Any], path: Path) -> Entry:
    info = TableInfo(**{field.name: record[field.name] for field in fields(TableInfo)})
    return Entry(info, path, record.get("scope", ""))
