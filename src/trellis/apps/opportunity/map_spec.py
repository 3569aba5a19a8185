"""The map of an answer as the page draws it: its layers, its sites, its legend in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import about, exact
from trellis.apps.core.ui.map import MapClass, MapLayer, MapPicks, MapSite, MapSpec, MapValue
from trellis.apps.opportunity import answers
from trellis.apps.opportunity.classes import LAYERS, Classed, classed
from trellis.apps.opportunity.sentences import text

if TYPE_CHECKING:
    from trellis.apps.opportunity.links import Links
    from trellis.apps.opportunity.reading import Reading, Row

PLACE = "PLACE"


def opportunity_map(
    reading: Reading,
    links: Links,
    *,
    layer: str = "access",
    selected: str = "",
    picks: MapPicks | None = None,
    sites: tuple[MapSite, ...] | None = None,
) -> MapSpec:
    """Return the map of an answer; `sites` in place of those with seats, where a page has its own."""
    shown = layer if layer in LAYERS else "access"
    return MapSpec(
        key="opportunity-map",
        title=_("Who can reach what"),
        sentence=sentence(reading),
        shapes_url=links.shapes,
        layers=tuple(_layer(reading, links, key) for key in LAYERS),
        layer=shown,
        sites=sites_of(reading) if sites is None else sites,
        site_classes={"site": _("a site with seats")} if sites is None else site_classes(sites),
        selected=selected,
        picks=picks,
        place_href="" if links.is_public else links.page("place", place=PLACE).replace(PLACE, "{id}"),
        picture_url=links.page("png", more={"layer": shown}),
        picture_name="opportunity-map",
    )


def sentence(reading: Reading) -> str:
    """Return what the map shows, in words."""
    return text(answers.headline(reading.document, reading.question)[0])


def _layer(reading: Reading, links: Links, key: str) -> MapLayer:
    found = classed(reading, key)
    return MapLayer(
        key=key,
        label=str(found.layer.label),
        sentence=layer_sentence(reading, found),
        classes=tuple(MapClass(step, label) for step, label in found.legend),
        values_url=links.page(
            "values", answer=reading.evidence.pk, layer=key, more={"language": translation.get_language()}
        ),
        href=links.page("map", more={"layer": key}),
    )


def layer_sentence(reading: Reading, found: Classed) -> str:
    """Return what one layer shows, in words."""
    none = int((found.step == -1).sum())
    places = exact(len(found.step))
    if found.layer.key == "left_out":
        template = ngettext(
            "In %(n)s of %(places)s neighborhood some young people reach no seat.",
            "In %(n)s of %(places)s neighborhoods some young people reach no seat.",
            len(found.step),
        )
        return template % {"n": exact(int((found.step >= 0).sum())), "places": places}
    template = ngettext(
        "%(title)s. In %(n)s of %(places)s neighborhood no seat can be reached.",
        "%(title)s. In %(n)s of %(places)s neighborhoods no seat can be reached.",
        len(found.step),
    )
    return template % {"title": found.layer.title, "n": exact(none), "places": places}


def values(reading: Reading, key: str) -> dict[str, MapValue]:
    """Return what each neighborhood has on one layer."""
    found = classed(reading, key)
    ids, names = reading.table.ids.tolist(), reading.table.names.tolist()
    return {
        place: MapValue(found.step_at(row), found.label_at(row), name)
        for row, (place, name) in enumerate(zip(ids, names, strict=True))
    }


def sites_of(reading: Reading) -> tuple[MapSite, ...]:
    """Return the sites with seats."""
    return tuple(site(row) for row in reading.sites)


def site(row: Row) -> MapSite:
    """Return one site with what it offers, in words."""
    return MapSite(
        id=str(row["id"]),
        name=row["name"] or _("Site without a name"),
        latitude=row["latitude"],
        longitude=row["longitude"],
        label=site_label(row),
    )


def site_label(row: Row) -> str:
    """Return what a site offers: seats, programs, whether it brings young people there."""
    parts = [
        ngettext("%(n)s seat", "%(n)s seats", round(row["seats"])) % {"n": about(row["seats"])},
        ngettext("%(n)s program", "%(n)s programs", row["programs"]) % {"n": exact(row["programs"])},
    ]
    if row["rides"]:
        parts.append(_("brings young people there"))
    return ", ".join(parts)


def site_classes(sites: tuple[MapSite, ...]) -> dict[Any, str]:
    """Return the legend of a page's own points."""
    words = {
        "site": _("a site with seats"),
        "chosen": _("a new site of the plan"),
        "candidate": _("a place that could be one"),
    }
    used = {each.kind for each in sites}
    return {kind: label for kind, label in words.items() if kind in used}
