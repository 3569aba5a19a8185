"""Downloads: one at a time, politely, resumed where they broke off, whole before they are seen.

What is under way lies beside its target as `.part`, with what the server said of it in `.part.json`, so that
the next attempt, even of another process, goes on from there and only if the file hasn't changed meanwhile.
"""

import email.utils
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx

from trellis.sources.errors import DownloadFailed
from trellis.sources.remote import RemoteFile

# What is under way (a file, or a sentence about it), bytes so far, bytes in all if known.
Progress = Callable[[str, int, int | None], None]

USER_AGENT: Final = "Trellis/0.1 (open-source platform for STEM alliances; pulls published tables)"
RETRIED: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
# A mirror to pull from instead: each publisher's host is a folder there.
BASE_URL: Final = "TRELLIS_SOURCES_URL"


@dataclass(frozen=True, slots=True)
class Manners:
    """How polite: attempts, seconds before the next one (doubling), longest wait, pause between files."""

    attempts: int = 5
    wait: float = 2.0
    longest: float = 120.0
    pause: float = 1.0
    timeout: float = 60.0


class _Broken(Exception):
    """An attempt that may go better next time; `after` seconds if the server asked for it."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


@contextmanager
def client(manners: Manners) -> Iterator[httpx.Client]:
    """A client that says who it is."""
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
    with httpx.Client(follow_redirects=True, timeout=manners.timeout, headers=headers) as opened:
        yield opened


def download(
    opened: httpx.Client,
    file: RemoteFile,
    folder: Path,
    *,
    manners: Manners,
    page: str,
    progress: Progress | None = None,
) -> Path:
    """The file in `folder`, whole. What was there before stays until the new one is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file.name
    part = folder / f"{file.name}.part"
    reason = ""
    for attempt in range(manners.attempts):
        try:
            _attempt(opened, address(file.url), part, file, progress)
            _verify(part, file)
            part.replace(target)
            _notes(part).unlink(missing_ok=True)
            return target
        except (_Broken, httpx.TransportError) as error:
            reason = str(error) if isinstance(error, _Broken) else _why(error, part)
            if attempt + 1 < manners.attempts:
                if progress:
                    again = f"trying again ({attempt + 2} of {manners.attempts})"
                    progress(f"{file.name}: no answer, {again}", _size(part), None)
                asked = error.after if isinstance(error, _Broken) else None
                time.sleep(min(manners.longest, manners.wait * 2**attempt if asked is None else asked))
    host = urlsplit(file.url).hostname
    kept = "What came is kept; pull again to go on" if _size(part) else "Pull again later"
    raise DownloadFailed(
        f"{file.name} couldn't be fetched from {host} in {manners.attempts} attempts: {reason} "
        f"{kept}, or download it from {page} and add it by hand."
    )


def _why(error: httpx.TransportError, part: Path) -> str:
    """In words why nothing, or not all of it, came."""
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return "its publisher is not reachable."
    if not _size(part):
        return "its publisher didn't answer."
    total = _read_notes(part).get("total")
    of = f" of {int(total):,}" if total else ""
    return f"it broke off after {_size(part):,}{of} bytes."


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def address(url: str) -> str:
    """The publisher's address, or its place at the mirror that TRELLIS_SOURCES_URL names."""
    mirror = os.environ.get(BASE_URL, "")
    if not mirror:
        return url
    parts = urlsplit(url)
    asked = f"?{parts.query}" if parts.query else ""
    return f"{mirror.rstrip('/')}/{parts.netloc}{parts.path}{asked}"


def _attempt(opened: httpx.Client, url: str, part: Path, file: RemoteFile, progress: Progress | None) -> None:
    """Fetch what is missing of the file into `part`."""
    notes = _read_notes(part)
    have = part.stat().st_size if part.exists() and notes.get("validator") else 0
    headers = {"Range": f"bytes={have}-", "If-Range": notes["validator"]} if have else {}
    with opened.stream("GET", url, headers=headers) as answer:
        if answer.status_code == 416:
            _forget(part)
            raise _Broken("the server has another file than the one begun.", after=0.0)
        _refuse_unless_sent(answer, file)
        resumed = answer.status_code == 206
        done = have if resumed else 0
        length = answer.headers.get("Content-Length")
        total = done + int(length) if length else None
        validator = _validator(answer)
        _notes(part).write_text(json.dumps({"validator": validator, "total": total}), "utf-8")
        with part.open("ab" if resumed else "wb") as out:
            for (
                chunk
            ) in answer.iter_raw():  # as it comes: gathering chunks would lose the last when it breaks off
                out.write(chunk)
                done += len(chunk)
                if progress:
                    progress(file.name, done, total)
    if total is not None and done != total:
        raise _Broken(f"it broke off after {done:,} of {total:,} bytes.")


def _refuse_unless_sent(answer: httpx.Response, file: RemoteFile) -> None:
    code = answer.status_code
    if code in (200, 206):
        return
    host = urlsplit(file.url).hostname
    if code in RETRIED:
        raise _Broken(f"{host} answered {code}.", after=_retry_after(answer))
    why = {
        403: "it doesn't serve programs. Download it in a browser",
        404: "the file isn't there any more. Look for its successor",
    }.get(code, "it can't be had. Download it by hand")
    raise DownloadFailed(
        f"{host} answered {code} for {file.name}: {why} and add it: trellis data add SOURCE FILE."
    )


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds the server asks to wait: a number, or a date."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time()) if text else None
    except ValueError:
        return None


def _validator(answer: httpx.Response) -> str:
    """What If-Range can compare: a strong ETag, else the date of the last change."""
    etag = str(answer.headers.get("ETag", ""))
    return etag if etag and not etag.startswith("W/") else str(answer.headers.get("Last-Modified", ""))


def _verify(part: Path, file: RemoteFile) -> None:
    """A page that says "sorry" with status 200 isn't the file."""
    with part.open("rb") as begun:
        begin = begun.read(max(len(file.begins), 64))
    if begin.lstrip().startswith(file.begins):
        return
    _forget(part)
    raise DownloadFailed(
        f"What {urlsplit(file.url).hostname} sent for {file.name} isn't that file; it begins with "
        f"“{begin[:24].decode('utf-8', 'replace').strip()}”. Download it in a browser and add it: "
        "trellis data add SOURCE FILE."
    )


def _notes(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _read_notes(part: Path) -> dict[str, str]:
    try:
        return dict(json.loads(_notes(part).read_text("utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _notes(part).unlink(missing_ok=True)
