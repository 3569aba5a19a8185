"""Files with bytes lost, changed or put in: whatever comes of it, it is an error for its reader."""

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from tests.unit.sources import census

from trellis.sources.errors import SourceError
from trellis.sources.places import read_acs, read_boundaries, read_points

TRACTS = ("40143000100", "40143000200")
TRIES = 150
PUT_IN = (b"[", b'"', b",", b"{", b"nan", b"-", b"9" * 20, b"\x00")


def damaged(content: bytes, rng: random.Random) -> bytes:
    """The content after one to four accidents."""
    left = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(left) + 1)
        match rng.randrange(4):
            case 0:
                del left[at:]
            case 1:
                left[at : at + 1] = bytes([rng.randrange(256)])
            case 2:
                left[at:at] = rng.choice(PUT_IN)
            case _:
                del left[at : at + rng.randint(1, 20)]
    return bytes(left)


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_acs, census.b01001(TRACTS)),
        (
            read_acs,
            census.api([{"B01001_004E": "1", "state": "40", "county": "143", "tract": "000100"}]),
        ),
        (read_points, census.dbf(TRACTS)),
        (read_points, census.gazetteer(TRACTS)),
        (read_points, census.shapefile_zip(TRACTS)),
        (read_boundaries, census.squares(TRACTS)),
        (read_boundaries, census.shapefile_zip(TRACTS)),
    ],
    ids=["table", "answer", "dbf", "gazetteer", "zipped points", "geojson", "zipped shapes"],
)
@pytest.mark.filterwarnings("ignore")
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    read: Callable[[bytes], Any], content: bytes
) -> None:
    rng = random.Random(20)
    for _ in range(TRIES):
        with suppress(SourceError):
            read(damaged(content, rng))


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(SourceError, match="nested too deeply"):
        read_boundaries(b"[" * 200_000)
