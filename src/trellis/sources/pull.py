"""Pull, add and check: how official files come to the shelf, whole or not at all."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from trellis.sources import catalogue, fetch, schema, turns
from trellis.sources.catalogue import PUBLICATIONS, Publication, publication
from trellis.sources.errors import DownloadFailed, MissingState, UnknownArea, Unreadable
from trellis.sources.fetch import Manners, Progress
from trellis.sources.reading import Parsed
from trellis.sources.records import TableInfo
from trellis.sources.remote import RemoteFile
from trellis.sources.shelf import checksum
from trellis.sources.store import Store

Finding = Literal["intact", "changed", "missing", "newer snapshot"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a table found, and in words what to do."""

    info: TableInfo
    finding: Finding
    advice: str


def pull(
    store: Store,
    key: str,
    *,
    states: Sequence[str] = (),
    progress: Progress | None = None,
    manners: Manners | None = None,
) -> tuple[TableInfo, ...]:
    """Fetch a publication and put its tables on the shelf. Stops early leave what was there untouched.

    `states`: postal abbreviations, of a publication that comes by state.
    """
    chosen, manners = publication(key), manners or Manners()
    files = files_of(store, chosen, states)
    downloads = store.data_dir / "downloads"
    before = _there(store, key)

    def waiting(holder: str) -> None:
        if progress:
            progress(f"{chosen.title}: another pull is under way (process {holder}), waiting for it", 0, None)

    with turns.turn(downloads / f"{key}.lock", waiting=waiting) as waited:
        if waited and _there(store, key) != before:
            return tuple(info for info in store.tables() if (info.source, info.origin) == (key, "official"))
        return _pull(store, chosen, files, downloads / key, progress, manners)


def files_of(store: Store, chosen: Publication, states: Sequence[str] = ()) -> tuple[RemoteFile, ...]:
    """The files to fetch; DownloadFailed where there are none, UnknownArea for a state there isn't."""
    if not chosen.pulled:
        raise DownloadFailed(
            f"{chosen.title} is added by hand: download it from {chosen.page}, "
            f"then trellis data add {chosen.key} FILE."
        )
    if chosen.of_state is None:
        return chosen.files
    if not states:
        raise MissingState(
            f"{chosen.title} comes by state. Say which: trellis data pull {chosen.key} --state OK."
        )
    fips = {state.abbreviation: state.fips for state in store.states()}
    for state in states:
        if state.upper() not in fips:
            raise UnknownArea(state, [name for name in fips if name[0] == state[:1].upper()])
    return tuple(file for state in states for file in chosen.of_state(fips[state.upper()]))


def _there(store: Store, key: str) -> dict[Path, int]:
    """The publication's official tables, with when each took its place (nanoseconds)."""
    return {
        entry.path: entry.path.stat().st_mtime_ns
        for entries in store.library.shelf.all_entries().values()
        for entry in entries
        if entry.info.source == key and entry.info.origin == "official"
    }


def _pull(
    store: Store,
    chosen: Publication,
    files: Sequence[RemoteFile],
    folder: Path,
    progress: Progress | None,
    manners: Manners,
) -> tuple[TableInfo, ...]:
    fetched: list[Path] = []
    with fetch.client(manners) as opened:
        for place, file in enumerate(files):
            if place:
                time.sleep(manners.pause)
            path = fetch.download(opened, file, folder, manners=manners, page=chosen.page, progress=progress)
            fetched.append(path)
    parsed = [catalogue.read(chosen, path) for path in ([folder] if chosen.together else fetched)]
    infos = [info for each in parsed for info in _place(store, chosen, each)]
    shutil.rmtree(folder, ignore_errors=True)
    return tuple(infos)


def add(
    store: Store, key: str, path: Path | str, *, vintage: str | None = None, progress: Progress | None = None
) -> tuple[TableInfo, ...]:
    """Put a file already at hand on the shelf; `vintage` where the file doesn't say its own."""
    chosen, path = publication(key), Path(path).expanduser()
    size = path.stat().st_size if path.is_file() else None
    if progress:
        progress(path.name, 0, size)
    infos = _place(store, chosen, catalogue.read(chosen, path, vintage=vintage))
    if progress and size:
        progress(path.name, size, size)
    return infos


def _place(store: Store, chosen: Publication, parsed: Parsed) -> tuple[TableInfo, ...]:
    """Write every table beside the shelf first, then put all of them on it."""
    tables = {}
    for name, columns in parsed.tables.items():
        tables[name] = schema.table_of(name, columns)
        if not tables[name].num_rows:
            raise Unreadable(f"it has no rows for the table {name}.", file=chosen.title)
    infos = []
    with store.library.shelf.placing_all() as place:
        for name, table in tables.items():
            info = TableInfo(
                source=chosen.key,
                table=name,
                title=chosen.title,
                publisher=chosen.publisher,
                vintage=parsed.vintage,
                edition=parsed.edition,
                retrieved=datetime.now(UTC).date().isoformat(),
                licence=chosen.licence,
                url=chosen.page,
                rows=table.num_rows,
                checksum="",
                origin="official",
            )
            infos.append(place(info, parsed.scope, _writer(table)))
    return tuple(infos)


def _writer(table: object) -> Callable[[Path], None]:
    return lambda path: schema.write(table, path)


def check(store: Store) -> tuple[Checked, ...]:
    """Compare every table with its checksum, and say which official ones the snapshot has overtaken."""
    found = []
    for entries in store.library.shelf.all_entries().values():
        for entry in entries:
            info = entry.info
            shipped = [
                other.info.edition
                for other in entries
                if other.info.origin != "official" and other.info.source == info.source
            ]
            newest_shipped = max(shipped, default="")
            if not entry.path.exists():
                found.append(Checked(info, "missing", _again(info)))
            elif checksum(entry.path) != info.checksum:
                found.append(Checked(info, "changed", _again(info)))
            elif info.origin == "official" and info.edition < newest_shipped:
                advice = (
                    f"The package carries {newest_shipped}; trellis data pull {info.source} for the newest."
                )
                found.append(Checked(info, "newer snapshot", advice))
            else:
                found.append(Checked(info, "intact", ""))
    return tuple(found)


def _again(info: TableInfo) -> str:
    if info.origin != "official":
        return "Install the package again."
    pulled = any(each.key == info.source and each.pulled for each in PUBLICATIONS)
    return f"trellis data {'pull' if pulled else 'add'} {info.source} again."
