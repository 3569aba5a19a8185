"""A map of places and sites, with the sentence that says what it shows and a legend in words.

The server writes all words; the island draws. What a place is called, what it has and where its page is come
as text and are shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from trellis.apps.core.ui.map_theme import COLOURS
from trellis.apps.core.ui.map_words import words

Step = Literal[0, 1, 2, 3, 4, "none", "unknown"]
"""The five steps of one hue, from little to much; "none" is hatched, "unknown" is grey."""

SiteKind = Literal["site", "chosen", "candidate"]
"""A dot; a larger dot in the accent colour; a ring."""

STEPS: tuple[Step, ...] = (0, 1, 2, 3, 4, "none", "unknown")
_SAFE = ("/", "#", "?", "https://", "http://")
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapClass:
    """One line of the legend: how it is drawn and what it means, in words."""

    step: Step
    label: str  # "0.2 to 0.4 seats per young person"


@dataclass(frozen=True, slots=True)
class MapValue:
    """What a place has."""

    step: Step
    label: str  # "0.42 seats per young person"
    name: str = ""  # default: the `name` among the properties of its shape
    href: str = ""  # its page; default: the map's `place_href`

    def __post_init__(self) -> None:
        if self.step not in STEPS or isinstance(self.step, bool):
            raise ValueError(f"A map has no step {self.step!r}; there are 0 to 4, 'none' and 'unknown'.")
        _checked(self.href)

    def to_json(self) -> dict[str, Any]:
        """As it stands in the page and under a `values_url`: `{"class": 3, "label": "…"}`."""
        said = {"class": self.step, "label": self.label, "name": self.name, "href": self.href}
        return {key: value for key, value in said.items() if value != ""}


@dataclass(frozen=True, slots=True)
class MapLayer:
    """One of several pictures over the same places: by group, by way of travel."""

    key: str
    label: str  # on its button
    sentence: str
    classes: tuple[MapClass, ...]
    values: Mapping[str, MapValue] = field(default_factory=dict)
    values_url: str = ""  # `values_json` from there, fetched when the layer is chosen
    href: str = ""  # the page with this layer on, for readers without JavaScript

    def to_json(self) -> dict[str, Any]:
        """As the island reads it."""
        return {
            "key": self.key,
            "label": self.label,
            "sentence": self.sentence,
            "classes": [{"class": each.step, "label": each.label} for each in self.classes],
            "values": values_json(self.values),
            "values_url": self.values_url,
        }


@dataclass(frozen=True, slots=True)
class MapSite:
    """A point: a site of programs, a school, a place that might become a site."""

    id: str
    name: str
    latitude: float
    longitude: float
    label: str = ""  # "12 open seats, 2.1 miles away"
    href: str = ""
    kind: SiteKind = "site"

    def __post_init__(self) -> None:
        _checked(self.href)


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A point with its name: where the reader is, or a label of the map."""

    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True, slots=True)
class MapPicks:
    """Lets the reader add points by a click, or with Enter at the cross in the middle.

    They go to a text field of a form, "latitude, longitude" on each line (`read_picks` reads it); without
    JavaScript the same field is typed into.
    """

    name: str  # of the field
    label: str  # "Places for a new site"
    form: str = ""  # id of the form, where the map is outside of it
    points: tuple[tuple[float, float], ...] = ()  # (latitude, longitude) already there
    limit: int = 20

    @property
    def text(self) -> str:
        """The points as the field holds them."""
        return "\n".join(f"{latitude:.5f}, {longitude:.5f}" for latitude, longitude in self.points)


@dataclass(frozen=True, slots=True)
class MapSpec:
    """One map. Either `classes` with `values` or `values_url`, or several `layers`, or sites alone."""

    key: str  # id of its element
    title: str
    sentence: str  # what it shows, in words: read in place of the picture
    shapes_url: str = ""  # GeoJSON of polygons; each feature's `id` is the key of its value
    values: Mapping[str, MapValue] = field(default_factory=dict)
    values_url: str = ""
    classes: tuple[MapClass, ...] = ()
    layers: tuple[MapLayer, ...] = ()  # the first is shown first, unless `layer` names another
    layer: str = ""
    sites: tuple[MapSite, ...] = ()
    sites_url: str = ""  # GeoJSON of points with the properties id, name, label, href and kind
    site_classes: Mapping[SiteKind, str] = field(default_factory=dict)  # the legend of the points
    lines_url: str = ""  # GeoJSON of outlines (counties); a property `name` becomes a label
    labels: tuple[MapPoint, ...] = ()
    selected: str = ""  # id of the place that is marked
    bounds: Bounds | None = None  # west, south, east, north; default: all that is drawn
    here: MapPoint | None = None
    picks: MapPicks | None = None
    place_href: str = ""  # address of a place's page with "{id}" in it
    picture_url: str = ""  # a picture drawn by the server, for readers without JavaScript
    picture_name: str = "map"  # stem of the file when the picture is saved

    def __post_init__(self) -> None:
        if not self.sentence.strip():
            raise ValueError(f"The map {self.key!r} needs a sentence that says what it shows.")
        if self.layers and (self.values or self.values_url or self.classes):
            raise ValueError(f"The map {self.key!r} has layers: its values and classes belong to them.")
        if self.bounds is not None:
            west, south, east, north = self.bounds
            if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
                raise ValueError(f"The bounds {self.bounds} are not west, south, east, north in degrees.")
        for address in (self.shapes_url, self.values_url, self.sites_url, self.lines_url, self.place_href):
            _checked(address)

    @property
    def all_layers(self) -> tuple[MapLayer, ...]:
        """The layers; a map without any has one of its own values."""
        return self.layers or (
            MapLayer("", self.title, self.sentence, self.classes, self.values, self.values_url),
        )

    @property
    def current(self) -> MapLayer:
        """The layer that is shown first."""
        return next((layer for layer in self.layers if layer.key == self.layer), self.all_layers[0])

    @property
    def site_legend(self) -> tuple[tuple[SiteKind, str], ...]:
        """The kinds of points with their words."""
        return tuple(self.site_classes.items())

    def to_json(self) -> dict[str, Any]:
        """What the page's script reads."""
        return {
            "title": self.title,
            "shapes_url": self.shapes_url,
            "place_href": self.place_href,
            "layers": [layer.to_json() for layer in self.all_layers],
            "layer": self.current.key,
            "sites": sites_json(self.sites) if self.sites else None,
            "sites_url": self.sites_url,
            "site_classes": [{"class": kind, "label": label} for kind, label in self.site_legend],
            "lines_url": self.lines_url,
            "labels": [_point(label) for label in self.labels],
            "selected": self.selected,
            "bounds": list(self.bounds) if self.bounds else None,
            "here": _point(self.here) if self.here else None,
            "picks": {"limit": self.picks.limit} if self.picks else None,
            "picture_url": self.picture_url,
            "picture_name": self.picture_name,
            "colours": {theme: dict(colours) for theme, colours in COLOURS.items()},
            "words": words(),
        }


def values_json(values: Mapping[str, MapValue]) -> dict[str, dict[str, Any]]:
    """The values as they stand under a `values_url`."""
    return {key: value.to_json() for key, value in values.items()}


def sites_json(sites: Iterable[MapSite]) -> dict[str, Any]:
    """The sites as the GeoJSON that stands under a `sites_url`."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {
                    "type": "Point",
                    "coordinates": [round(site.longitude, 6), round(site.latitude, 6)],
                },
                "properties": {
                    "id": site.id,
                    "name": site.name,
                    "label": site.label,
                    "href": site.href,
                    "kind": site.kind,
                },
            }
            for site in sites
        ],
    }


def read_picks(text: str) -> tuple[tuple[float, float], ...]:
    """The (latitude, longitude) pairs of a field that `MapPicks` has filled, or a reader.

    Raises ValueError with the number of the line that is not one.
    """
    points = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            latitude, longitude = (float(part) for part in line.split(","))
        except ValueError:
            latitude = longitude = float("nan")
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError(number)
        points.append((latitude, longitude))
    return tuple(points)


def _point(point: MapPoint) -> dict[str, Any]:
    return {"latitude": point.latitude, "longitude": point.longitude, "label": point.label}


def _checked(address: str) -> None:
    """Refuse an address that would run something when it is followed."""
    if address and (not address.startswith(_SAFE) or address.startswith("//")):
        raise ValueError(f"The address {address!r} is neither of this site nor http.")
