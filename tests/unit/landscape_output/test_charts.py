"""What the charts show, in picture, words and table; and that Vega-Lite takes every specification."""

import json
import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import altair
import jsonschema
import pytest
from tests.unit.landscape_output.landscape_documents import landscape

from trellis.apps.core.ui.chart_theme import COLOURS, MARK
from trellis.apps.landscape.charts import (
    Chart,
    compare_chart,
    definitions_chart,
    gap_chart,
    occupation_chart,
    what_if_chart,
)

KNOWN = landscape()
UNKNOWN = landscape(supply_known=False)
ELSEWHERE = {**landscape(seed=9), "region": {**KNOWN["region"], "key": "state:OK"}}


def page(key: str) -> str:
    return f"/page/{key}"


ALL = {
    "gap": gap_chart(KNOWN, link=page),
    "gap on a phone": gap_chart(KNOWN, narrow=True, link=page),
    "gap on paper": gap_chart(KNOWN, width=600),
    "openings alone": gap_chart(UNKNOWN),
    "occupation": occupation_chart(KNOWN, "15-1232", link=page),
    "occupation without programs": occupation_chart(KNOWN, "17-2051"),
    "occupation without supply": occupation_chart(UNKNOWN, "17-2051"),
    "compare": compare_chart(KNOWN, ELSEWHERE, first_label="Here", second_label="Oklahoma", link=page),
    "definitions": definitions_chart([KNOWN, {**KNOWN, "definition": "growth"}]),
    "what if": what_if_chart(KNOWN, ELSEWHERE, link=page),
}
PHONE = {
    "occupation on a phone": occupation_chart(KNOWN, "15-1232", narrow=True, link=page),
    "compare on a phone": compare_chart(
        KNOWN, ELSEWHERE, first_label="Here", second_label="Oklahoma", narrow=True
    ),
    "definitions on a phone": definitions_chart([KNOWN, {**KNOWN, "definition": "growth"}], narrow=True),
    "what if on a phone": what_if_chart(KNOWN, ELSEWHERE, narrow=True),
}
ALL |= PHONE
charts = pytest.mark.parametrize("chart", ALL.values(), ids=ALL.keys())


@pytest.fixture(scope="module")
def vega_lite() -> jsonschema.protocols.Validator:
    path = Path(altair.__file__).parent / "vegalite/v6/schema/vega-lite-schema.json"
    return jsonschema.Draft7Validator(json.loads(path.read_text()))


@charts
def test_vega_lite_takes_the_specification(chart: Chart, vega_lite: jsonschema.protocols.Validator) -> None:
    assert [error.message for error in vega_lite.iter_errors(chart.spec)] == []


@charts
def test_a_specification_is_json_without_gaps_in_it(chart: Chart) -> None:
    json.dumps(chart.spec, allow_nan=False)


@charts
def test_every_colour_is_named_by_its_meaning(chart: Chart) -> None:
    written = json.dumps(chart.spec)
    assert re.findall(r'"#[0-9a-f]{3,8}"', written) == []
    named = set(re.findall(rf'"{MARK}([a-z0-9-]+)"', written))
    assert named <= set(COLOURS["light"])


@charts
def test_a_sentence_and_a_table_go_with_the_picture(chart: Chart) -> None:
    assert chart.sentence.endswith(".")
    assert chart.title
    assert chart.rows
    for row in chart.rows:
        assert {column.key for column in chart.columns} <= row.keys()


@pytest.mark.parametrize("chart", PHONE.values(), ids=PHONE.keys())
def test_on_a_phone_names_stand_above_their_rows_and_not_on_an_axis(chart: Chart) -> None:
    layers = list(_flat(chart.spec))
    positions = [layer["encoding"]["y"] for layer in layers if "y" in layer["encoding"]]
    assert {position["axis"] for position in positions} == {None}
    assert any(layer["mark"].get("yOffset", 0) < 0 and layer["mark"]["type"] == "text" for layer in layers)


@pytest.mark.parametrize("chart", PHONE.values(), ids=PHONE.keys())
def test_on_a_phone_axis_titles_are_broken_into_lines(chart: Chart) -> None:
    titles = re.findall(r'"title": (\[.*?\]|".*?")', json.dumps(list(_axes(chart.spec))))
    assert titles
    for title in titles:
        lines = json.loads(title)
        assert all(len(line) <= 44 for line in ([lines] if isinstance(lines, str) else lines))


@pytest.mark.parametrize("name", ["occupation", "compare", "definitions", "what if"])
def test_the_layout_for_a_phone_says_and_lists_the_same(name: str) -> None:
    assert PHONE[f"{name} on a phone"].sentence == ALL[name].sentence
    assert len(PHONE[f"{name} on a phone"].rows) == len(ALL[name].rows)


def _flat(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for layer in spec["layer"]:
        if "layer" in layer:
            yield from _flat(layer)
        else:
            yield layer


def _axes(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for layer in _flat(spec):
        if axis := layer["encoding"].get("x", {}).get("axis"):
            yield axis


def values(chart: Chart) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = chart.spec["data"]["values"]
    return rows


def test_the_gap_chart_takes_the_shortest_and_the_most_in_surplus() -> None:
    rows = values(gap_chart(KNOWN, shortest=2, surplus=1))
    assert [row["title"] for row in rows] == [
        "Software Developers",
        "Industrial Engineers",
        "Petroleum Engineers",
    ]
    assert [row["colour"] for row in rows] == ["@short", "@short", "@surplus"]


def test_a_dot_is_filled_only_where_the_sign_is_sure() -> None:
    sure = {row["title"]: row["sure"] for row in values(gap_chart(KNOWN))}
    by_title = {row["title"]: row for row in KNOWN["occupations"]}
    for title, filled in sure.items():
        assert filled == (by_title[title]["gap_low"] > 0 or by_title[title]["gap_high"] < 0)


def test_an_interval_past_the_edge_ends_in_an_arrow_and_the_table_keeps_its_end() -> None:
    wide = landscape()
    wide["occupations"][0]["gap_low"] = -100_000.0
    chart = gap_chart(wide)
    first = values(chart)[0]
    assert first["goes_on_low"] == first["low"] > -1000
    assert chart.rows[0]["gap_low"] == -100_000.0


def test_without_an_interval_the_dot_stands_alone() -> None:
    bare = landscape()
    bare["occupations"][0] |= {"gap_low": None, "gap_high": None}
    first = values(gap_chart(bare))[0]
    assert first["low"] == first["value"] == first["high"]


def test_an_occupation_without_published_employment_is_not_drawn() -> None:
    hidden = landscape()
    hidden["occupations"][0] |= dict.fromkeys(("openings", "openings_low", "openings_high", "gap"))
    assert hidden["occupations"][0]["title"] not in [row["title"] for row in values(gap_chart(hidden))]


def test_unknown_graduates_are_said_to_be_unknown_and_never_drawn_as_none() -> None:
    chart = gap_chart(UNKNOWN)
    assert "not known yet" in chart.sentence
    assert all(row["graduates"] is None for row in values(chart))
    assert "gap" not in [column.key for column in chart.columns]


def test_each_row_leads_to_its_page_once() -> None:
    chart = gap_chart(KNOWN, link=page)
    assert values(chart)[0]["url"] == "/page/15-1252"
    assert json.dumps(chart.spec).count('"href"') == 1
    assert '"href"' not in json.dumps(gap_chart(KNOWN).spec)


def test_feeders_stand_end_to_end_and_add_up_to_the_graduates() -> None:
    rows = values(occupation_chart(KNOWN, "15-1232"))
    supply, *feeders = rows[1:]
    assert feeders[0]["start"] == 0
    assert feeders[1]["start"] == feeders[0]["end"]
    assert feeders[-1]["end"] == pytest.approx(supply["value"], abs=0.11)


def test_programs_of_one_name_have_rows_of_their_own() -> None:
    twins = landscape()
    first, second = (
        next(p for p in twins["programs"] if p["id"] == feeder["program"])
        for feeder in next(row for row in twins["occupations"] if row["soc"] == "15-1232")["feeders"][:2]
    )
    second |= {"title": first["title"], "institution": first["institution"], "credential": "Master's Degree"}
    names = [row["name"] for row in values(occupation_chart(twins, "15-1232"))]
    assert len(names) == len(set(names))
    assert any("master's degree" in name for name in names)


def test_regions_of_different_size_are_compared_for_each_100_openings() -> None:
    twice = {**ELSEWHERE, "occupations": [_doubled(row) for row in KNOWN["occupations"]]}
    chart = compare_chart(KNOWN, twice, first_label="Here", second_label="There")
    assert "for each 100 openings" in chart.title
    assert all(row["difference"] == pytest.approx(0) for row in chart.rows)


def test_one_region_at_two_times_is_compared_in_people() -> None:
    later = {**KNOWN, "occupations": [_doubled(row) for row in KNOWN["occupations"]]}
    chart = compare_chart(KNOWN, later, first_label="2024", second_label="2025")
    assert chart.rows[0]["second"] == pytest.approx(2 * KNOWN["occupations"][0]["gap"], abs=0.1)


def test_openings_are_compared_where_graduates_are_unknown() -> None:
    chart = compare_chart(KNOWN, {**UNKNOWN}, first_label="2024", second_label="2025")
    assert chart.title == "Openings a year"


def _doubled(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "openings": 2 * row["openings"], "gap": 2 * row["gap"]}


def test_what_if_says_the_floor_and_shows_only_the_gaps_that_move() -> None:
    after = landscape()
    after["unfilled_floor"] -= 60
    after["occupations"][1]["gap"] -= 20
    after["occupations"][2]["gap"] += 0.2
    chart = what_if_chart(KNOWN, after)
    names = [row["name"] for row in chart.rows]
    assert names == ["Industrial Engineers"]
    assert "fall from about 280 to about 220" in chart.sentence


class Backwards(NullTranslations):
    """A language that writes every message in capitals."""

    def gettext(self, message: str) -> str:
        return re.sub(r"(\{\w+\})|(\w)", lambda found: found[1] or found[2].upper(), message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


def test_sentences_and_axes_are_in_the_readers_language() -> None:
    chart = gap_chart(KNOWN, words=Backwards())
    assert "OCCUPATIONS HAVE MORE OPENINGS" in chart.sentence
    assert "MEDIAN PAY" in json.dumps(chart.spec)
    assert chart.columns[0].label == "OCCUPATION"
