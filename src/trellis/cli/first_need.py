"""Pulls what places colleges in a region, the first time a region needs it and the network is there."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from trellis.cli.output import say
from trellis.cli.progress import downloading

if TYPE_CHECKING:
    from trellis.apps.landscape.resolving import Region
    from trellis.sources import Store

SECONDS_TO_CONNECT: Final = 1.5


def pull_definitions(store: Store, region: Region) -> bool:
    """Return whether anything was pulled that may place the region's colleges; what went wrong is said."""
    from trellis.sources.catalogue import publication
    from trellis.sources.errors import SourceError
    from trellis.sources.fetch import Manners
    from trellis.sources.pull import pull

    pulled = False
    for key in _needed(store, region):
        chosen = publication(key)
        if not reachable(chosen.files[0].url):
            say(f"The network is not reachable, so {chosen.title} was not pulled.")
            return pulled
        try:
            with downloading() as progress:
                pull(store, key, progress=progress, manners=Manners(attempts=2, timeout=20))
        except SourceError as error:
            say(str(error))
            return pulled
        pulled = True
    return pulled


def _needed(store: Store, region: Region) -> list[str]:
    """Return the publications that are missing: counties of the areas, and counties of the colleges."""
    here = {info.table for info in store.tables() if info.origin == "official"}
    placed_by_area = not region.spec.counties
    needed = []
    if placed_by_area and any(store.area_counties(code) is None for code in region.area_codes):
        needed.append("area-definitions")
    if "directory" not in here:
        needed.append("ipeds-directory")
    return needed


def reachable(url: str) -> bool:
    """Return whether a publisher's host, or the mirror that stands for it, takes connections."""
    from trellis.sources.fetch import address

    place = urlsplit(address(url))
    try:
        port = place.port or (443 if place.scheme == "https" else 80)
        socket.create_connection((place.hostname or "", port), timeout=SECONDS_TO_CONNECT).close()
    except OSError:
        return False
    return True
