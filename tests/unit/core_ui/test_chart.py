"""A chart, its colours and its drawing on the server."""

from dataclasses import replace

import pytest
from tests.unit.core_ui.review_page import gap_chart

from trellis.apps.core.ui import chart_theme


def test_a_chart_without_its_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match="sentence"):
        replace(gap_chart(), sentence=" ")


def test_every_colour_has_a_value_in_every_theme() -> None:
    names = set(chart_theme.COLOURS["light"])
    assert all(set(colours) == names for colours in chart_theme.COLOURS.values())


def test_an_unknown_colour_is_refused_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="there are paper, ink"):
        chart_theme.colour("mauve")


def test_no_name_of_a_colour_is_left_when_a_theme_is_on() -> None:
    dressed = str(chart_theme.dressed(gap_chart().complete(), "dark"))
    assert "'@" not in dressed
    assert chart_theme.COLOURS["dark"]["short"] in dressed


def test_text_that_only_looks_like_a_colour_is_left_alone() -> None:
    assert chart_theme.dressed({"a": ["@someone", "@short"]}, "light") == {"a": ["@someone", "#c05600"]}


def test_a_charts_own_settings_win_over_the_shared_ones() -> None:
    chart = replace(gap_chart(), spec={"mark": "bar", "config": {"axis": {"grid": True}}})
    config = chart.complete()["config"]
    assert config["axis"]["grid"] is True
    assert config["axis"]["labelFont"] == chart_theme.FONT


def test_the_layout_for_a_phone_gets_the_shared_configuration_as_well() -> None:
    chart = replace(gap_chart(), narrow={"mark": "bar"})
    assert chart.for_page()["narrow"]["config"] == chart.for_page()["spec"]["config"]
