"""The picture of a network for its page: what the server draws and what the island fetches."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.ui import network
from trellis.apps.ties.network import drawing, places, words
from trellis.apps.ties.network.marks import Mark, marks_of

if TYPE_CHECKING:
    from trellis.apps.ties.network.filters import Shown
    from trellis.apps.ties.network.reading import Reading

PLACE_OF_ID = "{id}"


def spec(reading: Reading, shown: Shown, *, said: str = "") -> network.NetworkSpec:
    """The picture with its legend and its sentence; a legend that leads on where all can be chosen."""
    slug, wave = reading.wave.alliance.slug, reading.wave.pk
    said = said or words.picture(reading, shown)
    page = reverse("network:picture", args=[slug])
    chosen = shown.filter.sector
    return network.NetworkSpec(
        key="network",
        title=_("Who works with whom"),
        sentence=said,
        picture=drawing.on_page(reading, shown, label=said),
        data_url=reverse("network:data", args=[slug]) + shown.filter.query(wave),
        marks=[
            network.Mark(
                color=mark.color,
                shape=mark.shape,
                label=label,
                count=count,
                href=""
                if shown.filter.around
                else page + shown.filter.query(wave, sector="" if code == chosen else code),
                is_chosen=code == chosen,
            )
            for code, mark, label, count in legend(reading, shown)
        ],
    )


def legend(reading: Reading, shown: Shown) -> list[tuple[str, Mark, str, int]]:
    """The sectors that are shown: code, mark, label, how many, by label."""
    marks = marks_of(reading.document["sectors"])
    counts = Counter(reading.sectors[row] for row in shown.rows)
    found = [(code, marks[code], reading.sector_label(code), count) for code, count in counts.items()]
    return sorted(found, key=lambda each: each[2])


def data(reading: Reading, shown: Shown) -> dict[str, Any]:
    """What the island draws: the same marks and ties as the server's picture."""
    marks = marks_of(reading.document["sectors"])
    mark = [marks[reading.sectors[row]] for row in shown.rows]
    place = {row: number for number, row in enumerate(shown.rows)}
    at = places.whole(places.points(reading, shown))
    slug = reading.wave.alliance.slug
    # The route wants a number; the script puts the right one in its place.
    href = reverse("network:organization", args=[slug, 0]).replace("/0/", f"/{PLACE_OF_ID}/")
    return network.columns(
        names=[reading.names[row] for row in shown.rows],
        notes=[reading.sector_label(reading.sectors[row]) for row in shown.rows],
        hrefs=[reading.entries[row] for row in shown.rows],
        href=href,
        x=at[:, 0].tolist(),
        y=at[:, 1].tolist(),
        size=[round(radius * 10) for radius in drawing.radii(reading, shown)],
        color=[each.color for each in mark],
        shape=[each.shape for each in mark],
        middle=place[reading.row_of_entry[shown.filter.around]] if shown.filter.around else -1,
        ties=[(place[a], place[b], strength) for a, b, strength in shown.ties],
    )
