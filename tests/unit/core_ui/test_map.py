"""A map's specification and its markup: what a reader has without the picture, and what the script gets."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from trellis.apps.core.ui import chart_theme, map_theme
from trellis.apps.core.ui.map import (
    MapClass,
    MapLayer,
    MapPicks,
    MapPoint,
    MapSite,
    MapSpec,
    MapValue,
    read_picks,
    sites_json,
)

FRONTEND = Path(__file__).parents[3] / "frontend" / "src"
STYLE = FRONTEND / "styles" / "_map.scss"
SCRIPTS = FRONTEND / "islands" / "map"

CLASSES = (MapClass(0, "under 0.2 seats"), MapClass(4, "0.8 and more"), MapClass("none", "no seat in reach"))


def a_map(**changes: Any) -> MapSpec:
    """A map of two places."""
    settings: dict[str, Any] = {
        "key": "reach",
        "title": "Seats within 30 minutes",
        "sentence": "Half of the young people here can reach no seat.",
        "shapes_url": "/shapes.json",
        "classes": CLASSES,
        "values": {
            "40143000100": MapValue(4, "0.9 seats per young person", "Tract 1"),
            "40143000200": MapValue("none", "No seat in reach", "Tract 2"),
        },
    }
    return MapSpec(**{**settings, **changes})


def layered(**changes: Any) -> MapSpec:
    layers = (
        MapLayer("bus", "By bus", "By bus, half reach none.", CLASSES, href="?mode=bus"),
        MapLayer("car", "By car", "By car, one in ten reaches none.", CLASSES[:2], href="?mode=car"),
    )
    return a_map(**{"values": {}, "classes": (), "layers": layers, **changes})


def markup(spec: MapSpec, attributes: str = "", inside: str = "") -> str:
    source = CottonCompiler().process(f'<c-map :map="spec" {attributes}>{inside}</c-map>')
    return str(Template(source).render(Context({"spec": spec})))


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def test_a_map_without_its_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match="sentence"):
        a_map(sentence=" ")


def test_values_beside_layers_are_refused() -> None:
    with pytest.raises(ValueError, match="belong to them"):
        layered(classes=CLASSES)


def test_bounds_that_are_swapped_are_refused() -> None:
    with pytest.raises(ValueError, match="west, south, east, north"):
        a_map(bounds=(36.0, -96.0, 36.5, -95.0))


@pytest.mark.parametrize("step", [5, -1, "some", True])
def test_a_step_that_no_map_has_is_refused(step: Any) -> None:
    with pytest.raises(ValueError, match="no step"):
        MapValue(step, "0.9 seats")


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example"])
def test_an_address_that_could_run_something_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="address"):
        MapSite("1", "A site", 36.1, -95.9, href=href)


def test_the_script_gets_what_each_place_has_under_its_id() -> None:
    values = data_of(markup(a_map()))["layers"][0]["values"]
    assert values["40143000200"] == {"class": "none", "label": "No seat in reach", "name": "Tract 2"}


def test_names_of_places_cannot_end_the_data_block() -> None:
    html = markup(a_map(values={"1": MapValue(0, "</script><b>few</b>")}))
    assert "<b>few" not in html
    assert data_of(html)["layers"][0]["values"]["1"]["label"] == "</script><b>few</b>"


def test_the_legend_stands_in_the_page_in_words() -> None:
    html = markup(a_map())
    assert '<span class="map__swatch map__swatch--none" aria-hidden="true"></span>no seat in reach' in html


def test_the_points_have_a_legend_of_their_own() -> None:
    html = markup(a_map(site_classes={"chosen": "a proposed site"}))
    assert '<span class="map__dot map__dot--chosen" aria-hidden="true"></span>a proposed site' in html


def test_without_a_script_a_picture_of_the_server_says_its_sentence() -> None:
    html = markup(a_map(picture_url="/map.png"))
    assert (
        '<img class="map__still" src="/map.png" alt="Half of the young people here can reach no seat.">'
        in html
    )


def test_without_a_script_or_a_picture_the_table_is_named() -> None:
    assert '<a href="#places">The table says the same.</a>' in markup(a_map(), 'table="#places"')


def test_of_several_layers_one_sentence_and_one_legend_show() -> None:
    html = markup(layered(layer="car"))
    assert 'data-map-of="car">By car, one in ten' in html
    assert 'data-map-of="bus" hidden>By bus, half' in html
    assert html.count('<ul class="map__legend" data-map-of="bus"') == 1
    assert data_of(html)["layer"] == "car"


def test_layers_are_links_so_that_they_work_without_a_script() -> None:
    html = markup(layered())
    assert '<a href="?mode=car" data-map-layer="car">By car</a>' in html
    assert '<a href="?mode=bus" data-map-layer="bus" aria-current="true">By bus</a>' in html


def test_a_layer_that_nobody_knows_falls_back_to_the_first() -> None:
    assert layered(layer="boat").current.key == "bus"


def test_a_map_of_one_layer_has_no_switch() -> None:
    assert "segmented" not in markup(a_map())


def test_the_map_can_be_skipped() -> None:
    html = markup(a_map())
    assert 'href="#reach-after"' in html
    assert '<span id="reach-after" tabindex="-1">' in html


def test_picked_points_go_through_the_forms_field_and_back() -> None:
    picks = MapPicks("points", "Places for a new site", form="plan", points=((36.15398, -95.99277),))
    html = markup(a_map(picks=picks))
    assert 'name="points" rows="4" form="plan"' in html
    field = re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert field
    assert read_picks(field[1]) == picks.points


def test_a_line_that_is_no_point_is_named_by_its_number() -> None:
    with pytest.raises(ValueError, match="2"):
        read_picks("36.15, -95.99\nsomewhere")


@pytest.mark.parametrize("line", ["95.99, 36.15, 1", "-95.99, 36.15", "nan, 1", "36.15"])
def test_points_off_the_globe_or_of_another_form_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match="1"):
        read_picks(line)


def test_empty_lines_between_points_do_no_harm() -> None:
    assert read_picks("\n36.15, -95.99\n\n36.2,-96\n") == ((36.15, -95.99), (36.2, -96.0))


def test_sites_are_geojson_with_longitude_first() -> None:
    (feature,) = sites_json([MapSite("7", "Library", 36.15, -95.99, "12 seats")])["features"]
    assert feature["geometry"]["coordinates"] == [-95.99, 36.15]
    assert feature["properties"]["kind"] == "site"


def test_a_map_of_points_alone_says_where_the_reader_is() -> None:
    spec = a_map(shapes_url="", values={}, classes=(), here=MapPoint(36.15, -95.99, "74103"))
    assert data_of(markup(spec))["here"] == {"latitude": 36.15, "longitude": -95.99, "label": "74103"}


def test_the_script_says_only_what_the_server_has_translated() -> None:
    scripts = "".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.ts"))
    asked = set(re.findall(r'said\([\w.]*input, "(\w+)"|words\["(\w+)"\]', scripts))
    assert {a or b for a, b in asked} <= set(a_map().to_json()["words"])


def test_steps_of_maps_are_those_of_charts() -> None:
    for theme, colours in map_theme.COLOURS.items():
        assert all(colours[f"step-{n}"] == chart_theme.COLOURS[theme][f"step-{n}"] for n in range(1, 6))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_legend_has_the_colours_that_the_picture_has(theme: Any) -> None:
    text = STYLE.read_text("utf-8")
    block = text.split(f"@mixin map-{theme} {{")[1].split("}")[0]
    declared = dict(re.findall(r"--([\w-]+): (#\w+);", block))
    expected = map_theme.COLOURS[theme]
    assert {name.removeprefix("map-"): colour for name, colour in declared.items()} == {
        name: expected[name] for name in expected if name not in ("ink", "quiet", "primary")
    }


def test_lighter_steps_are_lighter_for_every_eye() -> None:
    """Relative luminance by WCAG 2.2: what is left of a colour where no hue is seen, and on grey paper."""
    for theme, colours in map_theme.COLOURS.items():
        steps = [_luminance(colours[f"step-{n}"]) for n in range(1, 6)]
        assert steps == sorted(steps, reverse=theme == "light")
        ratios = [(max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairwise(steps)]
        assert min(ratios) > 1.3


def test_replacing_the_layer_changes_nothing_else() -> None:
    spec = layered()
    assert replace(spec, layer="car").to_json()["layers"] == spec.to_json()["layers"]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
