"""Where a new site could be: sites there are, schools, neighborhoods, points on the map, a list."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.store import store
from trellis.apps.programs.models import Site
from trellis.sources.errors import SourceError

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.opportunity.places.table import PlaceTable

KINDS: Final = {
    "places": gettext_lazy("the middle of each neighborhood"),
    "sites": gettext_lazy("every site of the directory"),
    "schools": gettext_lazy("every public school of these counties"),
}
MOST: Final = 5_000
LATITUDES: Final = ("latitude", "lat", "y")
LONGITUDES: Final = ("longitude", "lon", "lng", "long", "x")


class CantRead(ValueError):
    """A list of candidates that can't be read; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that could become a site. kind: "places", "sites", "schools", "picked" or "file".

    cost: of opening it, in whatever the budget is in; None where it isn't known.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    kind: str
    cost: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the candidate as jobs and evidence keep it."""
        return asdict(self)


def of_places(table: PlaceTable) -> list[Candidate]:
    """Return the middle of each neighborhood."""
    return [
        Candidate(f"place:{place}", name, round(latitude, 5), round(longitude, 5), "places")
        for place, name, latitude, longitude in zip(
            table.ids.tolist(),
            table.names.tolist(),
            table.latitude.tolist(),
            table.longitude.tolist(),
            strict=True,
        )
    ]


def of_sites(alliance: Alliance) -> list[Candidate]:
    """Return every site of the directory that has a position."""
    rows = Site.objects.for_alliance(alliance).filter(latitude__isnull=False, longitude__isnull=False)
    return [
        Candidate(f"site:{site.pk}", str(site), site.latitude, site.longitude, "sites")
        for site in rows.only("name", "address", "city", "latitude", "longitude")
    ]


def of_schools(table: PlaceTable) -> list[Candidate]:
    """Return the public schools of the neighborhoods' counties; raises CantRead where none are at hand."""
    counties = sorted({county for county in table.county.tolist() if county})
    try:
        found = store().schools(counties=counties)
    except SourceError as error:
        raise CantRead(str(error)) from error
    placed = np.isfinite(found.latitude) & np.isfinite(found.longitude)
    return [
        Candidate(f"school:{key}", name, float(latitude), float(longitude), "schools")
        for key, name, latitude, longitude in zip(
            found.ncessch[placed].tolist(),
            found.name[placed].tolist(),
            found.latitude[placed],
            found.longitude[placed],
            strict=True,
        )
    ]


def of_points(points: Iterable[tuple[float, float]]) -> list[Candidate]:
    """Return points that somebody chose on the map."""
    return [
        Candidate(
            f"picked:{number}", _("Point %(number)d") % {"number": number}, latitude, longitude, "picked"
        )
        for number, (latitude, longitude) in enumerate(points, start=1)
    ]


def of_file(content: bytes) -> list[Candidate]:
    """Return the candidates of a CSV: name, latitude, longitude and, where known, cost. Raises CantRead."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    rows = list(csv.reader(StringIO(text.replace("\x00", ""))))
    if not rows:
        raise CantRead(_("The file is empty."))
    head = [name.strip().casefold() for name in rows[0]]
    latitude, longitude = _column(head, LATITUDES), _column(head, LONGITUDES)
    name, cost = _place(head, ("name",)), _place(head, ("cost",))
    if len(rows) - 1 > MOST:
        raise CantRead(_("The file has %(n)d rows; %(most)d fit.") % {"n": len(rows) - 1, "most": MOST})
    found = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        found.append(
            Candidate(
                f"file:{number}",
                (row[name].strip()[:120] if name is not None and name < len(row) else "")
                or _("Row %(number)d") % {"number": number},
                _number(row, latitude, number, "latitude", 90),
                _number(row, longitude, number, "longitude", 180),
                "file",
                _cost(row, cost, number),
            )
        )
    if not found:
        raise CantRead(_("The file names columns, but has no rows."))
    return found


def unique(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, those at the same point once."""
    seen: dict[tuple[float, float], Candidate] = {}
    for each in candidates:
        seen.setdefault((round(each.latitude, 5), round(each.longitude, 5)), each)
    return list(seen.values())


def _place(head: list[str], names: Sequence[str]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _column(head: list[str], names: Sequence[str]) -> int:
    found = _place(head, names)
    if found is None:
        raise CantRead(
            _("The first row names no column “%(name)s”. It has: %(there)s.")
            % {"name": names[0], "there": ", ".join(head[:12])}
        )
    return found


def _number(row: list[str], column: int, number: int, name: str, limit: float) -> float:
    text = row[column].strip() if column < len(row) else ""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) <= limit:
        raise CantRead(
            _(
                "Row %(row)d, column %(column)s: “%(value)s” is not a number of degrees from "
                "−%(limit)d to %(limit)d."
            )
            % {"row": number, "column": name, "value": text[:40], "limit": limit}
        )
    return value


def _cost(row: list[str], column: int | None, number: int) -> float | None:
    text = (
        row[column].replace(",", "").replace("$", "").strip()
        if column is not None and column < len(row)
        else ""
    )
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise CantRead(
            _("Row %(row)d, column cost: “%(value)s” is not an amount.") % {"row": number, "value": text[:40]}
        )
    return value
