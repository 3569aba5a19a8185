"""Sites with their programs as GeoJSON (RFC 7946), for maps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from trellis.apps.programs.exchange import flat
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.models import Site


def text(listed: Iterable[Listed], *, address: Callable[[Listed], str], notice: str = "") -> Iterator[str]:
    """A FeatureCollection, piece by piece: a point per site, with the programs that are offered there.

    Sites that nobody has located are left out, and counted in `sites_without_position`. `address` gives a
    program's page.
    """
    sites: dict[int, Site] = {}
    programs: dict[int, dict[str, dict[str, Any]]] = {}
    nowhere: set[int] = set()
    for each in listed:
        for session in each.sessions:
            site = session.site
            if site is None:
                continue
            if site.latitude is None or site.longitude is None:
                nowhere.add(site.pk)
                continue
            sites[site.pk] = site
            key = str(each.program.public_id)
            programs.setdefault(site.pk, {})[key] = {
                "id": key,
                "name": each.program.name,
                "organization": each.organization.name,
                "topics": each.program.topics,
                "url": address(each),
            }
    said = f'"notice":{json.dumps(notice, ensure_ascii=False)},' if notice else ""
    yield f'{{"type":"FeatureCollection",{said}"sites_without_position":{len(nowhere)},"features":['
    for number, (pk, site) in enumerate(sites.items()):
        feature = _feature(site, list(programs[pk].values()))
        yield ("," if number else "") + "\n" + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
    yield "\n]}"


def _feature(site: Site, programs: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": str(site.public_id),
        "geometry": {"type": "Point", "coordinates": [site.longitude, site.latitude]},
        "properties": {
            "name": site.name,
            "address": ", ".join(filter(None, (site.address, site.city, site.state))),
            "zip_code": site.zip_code,
            "accessibility": flat.text(list(site.accessibility)),
            "located": site.located,
            "programs": programs,
        },
    }
