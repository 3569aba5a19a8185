"""Job titles with their occupations: O*NET's where they are at hand, else the occupations' own names."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from trellis.sources.library import Library
from trellis.sources.records import Names, TableInfo, Text

if TYPE_CHECKING:
    from trellis.methods.retrieval import TitleCoder

OCCUPATION: Final = "occupation"
ALTERNATE: Final = "alternate"
SHORT: Final = "short"


@dataclass(frozen=True, slots=True)
class JobTitles:
    """Job titles, each once for each of its occupations; shape (n,), by occupation.

    soc: 2018 SOC as OEWS publishes it, so that a code is also a row of published employment. source: the
    "occupation" itself, an "alternate" title listed for it, or that one's "short" form. names: what to call
    each occupation. whole: whether alternate titles are there at all.
    """

    soc: Text
    title: Names
    source: Text
    names: dict[str, str]
    whole: bool
    infos: tuple[TableInfo, ...]


def job_titles(library: Library) -> JobTitles:
    """Every title at hand."""
    return library.kept("job titles", lambda: _read(library))


def title_coder(library: Library) -> TitleCoder:
    """A coder over every title at hand; its index is built on first use, in a few seconds."""
    return library.kept("title coder", lambda: _Once(library)).coder()


class _Once:
    """Builds a coder once, without keeping the library from others in the meantime."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._coder: TitleCoder | None = None

    def coder(self) -> TitleCoder:
        from trellis.methods.retrieval import TitleCoder

        with self._lock:
            if self._coder is None:
                titles = job_titles(self._library)
                self._coder = TitleCoder.of(titles.soc.tolist(), titles.title.tolist(), titles.names)
            return self._coder


def _read(library: Library) -> JobTitles:
    published = library.need("occupations")
    together = dict(
        library.rows("SELECT soc, published_as FROM read_parquet(?)", library.need("published_as").path)
    )
    own = library.rows("SELECT soc, title FROM read_parquet(?) WHERE level = 3", published.path)
    names: dict[str, str] = dict(own)
    rows = [(soc, title, OCCUPATION) for soc, title in own]
    infos = [published.info]
    listed, occupations = library.entry("job_titles"), library.entry("onet_occupations")
    if listed and occupations:
        infos.append(listed.info)
        for soc, title in library.rows(
            "SELECT soc, title FROM read_parquet(?) ORDER BY onet_soc", occupations.path
        ):
            code = together.get(soc, soc)
            names.setdefault(code, title)
            rows.append((code, title, OCCUPATION))
        for soc, title, short in library.rows("SELECT soc, title, short FROM read_parquet(?)", listed.path):
            code = together.get(soc, soc)
            rows.append((code, title, ALTERNATE))
            if short:
                rows.append((code, short, SHORT))
    kept = sorted(_once(rows))
    return JobTitles(
        soc=np.array([soc for soc, _, _ in kept]),
        title=np.array([title for _, title, _ in kept], dtype=object),
        source=np.array([source for _, _, source in kept]),
        names=names,
        whole=listed is not None,
        infos=tuple(infos),
    )


def _once(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The first row of each occupation and title, whatever its case."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for soc, title, source in rows:
        found.setdefault((soc, title.casefold()), (soc, title, source))
    return list(found.values())
