"""A wave's network without names, to give away: two tables in an archive."""

from __future__ import annotations

import csv
import io
import secrets
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from trellis.apps.ties.queries import wave_network

if TYPE_CHECKING:
    from trellis.apps.ties.models import Wave

README: Final = """\
Who works with whom, without names. nodes.csv: a number for each, drawn anew for every download, and
its sector. edges.csv: the two numbers and how often they work together, 1 (once a year or less) to
4 (weekly or more), 0 where nobody said. A tie is there if either of the two named the other; which
of them did isn't said. Ratings aren't in it. A network can sometimes be told by its shape: don't
publish it without asking the alliance.
"""


def anonymous_archive(wave: Wave) -> bytes:
    """nodes.csv, edges.csv and README.txt in a ZIP. Ties are undirected; empty where they can't be shown."""
    network = wave_network(wave)
    members = list(network.members)
    secrets.SystemRandom().shuffle(members)
    number = {member.id: place for place, member in enumerate(members, start=1)}
    strongest: dict[tuple[int, int], int] = {}
    for tie in network.ties:
        low, high = sorted((number[tie.source], number[tie.target]))
        strongest[low, high] = max(tie.strength, strongest.get((low, high), 0))
    nodes = [(number[member.id], _harmless(member.sector)) for member in members]
    edges = [(low, high, strength) for (low, high), strength in sorted(strongest.items())]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        archive.writestr("nodes.csv", _csv(("id", "sector"), nodes))
        archive.writestr("edges.csv", _csv(("from", "to", "frequency"), edges))
    return content.getvalue()


def _csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
