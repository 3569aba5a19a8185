"""The Census Bureau's batch geocoder: up to 10,000 addresses at once, as a CSV file, answered as one.

See "Geocoding Services Web Application Programming Interface", U.S. Census Bureau. An answer's line is
id, address asked, "Match" | "No_Match" | "Tie", and of a match "Exact" | "Non_Exact", the address found,
"longitude,latitude", the street segment's id and its side.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

import httpx
from django.utils.translation import gettext as _

BENCHMARK: Final = "Public_AR_Current"
# Far fewer than are allowed, so that an answer comes within minutes and a broken one costs little.
ADDRESSES_AT_ONCE: Final = 500
TIMEOUT: Final = httpx.Timeout(30.0, read=300.0)
LARGEST_ANSWER: Final = 10_000_000


class GeocoderError(Exception):
    """The geocoder didn't answer, or not in a way that can be read; the message is for its reader."""


@dataclass(frozen=True, slots=True)
class Address:
    """What is asked: a number that the answer repeats, and the parts of an address."""

    number: int
    street: str
    city: str
    state: str
    zip_code: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where an address is, in degrees."""

    number: int
    latitude: float
    longitude: float


def ask(url: str, addresses: Sequence[Address], client: httpx.Client) -> list[Found]:
    """Where these addresses are; those without a match are left out. Raises GeocoderError."""
    out = StringIO()
    writer = csv.writer(out)
    for each in addresses:
        writer.writerow([each.number, each.street, each.city, each.state, each.zip_code[:5]])
    try:
        with client.stream(
            "POST",
            f"{url.rstrip('/')}/locations/addressbatch",
            data={"benchmark": BENCHMARK},
            files={"addressFile": ("addresses.csv", out.getvalue().encode(), "text/csv")},
            timeout=TIMEOUT,
        ) as response:
            response.raise_for_status()
            body = _body(response.iter_bytes())
    except httpx.HTTPStatusError as error:
        raise GeocoderError(
            _("The geocoder answered with error %(code)d.") % {"code": error.response.status_code}
        ) from error
    except httpx.HTTPError as error:
        raise GeocoderError(_("The geocoder did not answer.")) from error
    return parse(body, {each.number for each in addresses})


def _body(pieces: Iterable[bytes]) -> str:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise GeocoderError(_("The geocoder's answer is far too long."))
    return body.decode("utf-8", "replace")


def parse(body: str, asked: set[int]) -> list[Found]:
    """The matches in an answer; raises GeocoderError where it isn't one for what was asked."""
    found, known = [], set()
    for line in csv.reader(StringIO(body)):
        if not line:
            continue
        if not line[0].strip().isdigit() or int(line[0]) not in asked or len(line) < 3:
            raise GeocoderError(_("The geocoder's answer can't be read."))
        number = int(line[0])
        known.add(number)
        if line[2].strip() != "Match":
            continue
        try:
            longitude, latitude = (float(part) for part in line[5].split(","))
        except (IndexError, ValueError) as error:
            raise GeocoderError(_("The geocoder's answer can't be read.")) from error
        found.append(Found(number, latitude, longitude))
    if known != asked:
        raise GeocoderError(_("The geocoder answered only a part of what was asked."))
    return found
