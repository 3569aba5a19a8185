"""A file as given, by path or as uploaded bytes, recognized by what is in it and not by its name."""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from trellis.sources.errors import Truncated, Unreadable
from trellis.sources.reading import DOWNLOAD_AGAIN

MOST_UNPACKED: Final = 1_500_000_000
# What the standard library raises on an archive whose bytes were lost or changed, or that is encrypted.
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
Given = Path | str | bytes


@dataclass(frozen=True, slots=True)
class Content:
    """A file's name and bytes; `beside` are the others of its archive or folder by suffix (".dbf")."""

    name: str
    data: bytes
    beside: dict[str, bytes]

    @property
    def is_json(self) -> bool:
        """Whether it begins as JSON does."""
        return self.data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")

    @property
    def is_dbf(self) -> bool:
        """Whether it begins as a dBASE table does: its version, then a date."""
        return len(self.data) > 32 and self.data[0] in (0x03, 0x83, 0x8B) and 1 <= self.data[2] <= 12

    @property
    def is_shp(self) -> bool:
        """Whether it begins with the file code of shapes."""
        return self.data[:4] == b"\x00\x00\x27\x0a"

    @property
    def checksum(self) -> str:
        """SHA-256 as "sha256:…"."""
        return f"sha256:{hashlib.sha256(self.data).hexdigest()}"

    def json(self) -> Any:
        """The JSON it holds; Truncated with the row where it can't be read."""
        try:
            return json.loads(self.data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise Unreadable("it isn't UTF-8 text.", file=self.name, remedy=DOWNLOAD_AGAIN) from error
        except RecursionError as error:
            raise Unreadable("its brackets are nested too deeply.", file=self.name) from error
        except json.JSONDecodeError as error:
            raise Truncated(
                f"it can't be read as JSON ({error.msg}, character {error.colno}): it may be cut.",
                file=self.name,
                row=error.lineno,
                remedy=DOWNLOAD_AGAIN,
            ) from error

    def text(self) -> str:
        """The text it holds, UTF-8 or the Windows code page."""
        if b"\0" in self.data[:4096]:
            raise Unreadable("it is a binary file that Trellis doesn't know.", file=self.name)
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return self.data.decode("cp1252", "replace")


def content_of(given: Given, *, name: str = "", wanted: tuple[str, ...] = ()) -> Content:
    """The file itself, or of a zip the first member that fits one of `wanted` (patterns, best first)."""
    if isinstance(given, bytes):
        name, data, path = name or "the uploaded file", given, None
    else:
        path = Path(given).expanduser()
        if not path.is_file():
            raise Unreadable("there is no such file.", file=str(path))
        name, data = name or path.name, path.read_bytes()
    if not data:
        raise Truncated("the file is empty.", file=name, remedy=DOWNLOAD_AGAIN)
    if data[:4] == b"PK\x03\x04":
        return _member(name, data, wanted)
    beside = {}
    if path is not None and path.suffix.lower() == ".shp":
        siblings = path.parent.glob(f"{path.stem}.*")
        beside = {other.suffix.lower(): other.read_bytes() for other in siblings if other != path}
    return Content(name, data, beside)


def _member(name: str, data: bytes, wanted: tuple[str, ...]) -> Content:
    with _archive(name, data) as archive:
        names = [each for each in archive.namelist() if not each.endswith("/") and "__MACOSX" not in each]
        found = next(
            (each for pattern in wanted for each in sorted(names) if re.search(pattern, each, re.IGNORECASE)),
            None,
        )
        if found is None:
            listed = ", ".join(names[:10]) or "nothing"
            raise Unreadable(f"no file in it is of a kind wanted here. Found: {listed}.", file=name)
        stem = found.rpartition(".")[0]
        chosen = [each for each in names if each == found or each.rpartition(".")[0] == stem]
        if sum(archive.getinfo(each).file_size for each in chosen) > MOST_UNPACKED:
            raise Unreadable(
                f"it unpacks to more than {MOST_UNPACKED / 1e9:.1f} GB, which no such file has.", file=name
            )
        parts = {each: _unpacked(archive, each, name) for each in chosen}
    inner = f"{name}/{PurePosixPath(found).name}"
    beside = {PurePosixPath(each).suffix.lower(): part for each, part in parts.items() if each != found}
    return Content(inner, parts[found], beside)


@contextmanager
def _archive(name: str, data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise Truncated(
            "this isn't a whole zip file; the download may have broken off.",
            file=name,
            remedy=DOWNLOAD_AGAIN,
        ) from error
    with archive:
        yield archive


def _unpacked(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """A member's bytes, never more than the archive says it has."""
    try:
        with archive.open(member) as raw:
            return raw.read(archive.getinfo(member).file_size)
    except DAMAGED as error:
        raise Truncated(
            f"{PurePosixPath(member).name} in it can't be unpacked: {error}.",
            file=name,
            remedy=DOWNLOAD_AGAIN,
        ) from error
