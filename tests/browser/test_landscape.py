"""The landscape as people use it: with a keyboard, without JavaScript, with a slider, deciding."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PHONE, Visit

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = "207935-11.10-2"


def landscape(alliance: Alliance, page: str = "") -> str:
    return f"{alliance.get_absolute_url()}landscape/{page}"


def test_the_first_tab_stop_skips_to_the_content(visit: Visit, alliance: Alliance) -> None:
    page = visit(landscape(alliance))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", re.compile("^#"))


def test_the_keyboard_opens_and_closes_an_evidence_card(visit: Visit, alliance: Alliance) -> None:
    page = visit(landscape(alliance))
    number = page.locator(".answer button.evidence").first
    card = page.locator(f"#{number.get_attribute('popovertarget')}")
    number.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    expect(card).to_contain_text("U.S. Bureau of Labor Statistics")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_phone_shows_the_answer_without_scrolling(visit: Visit, alliance: Alliance) -> None:
    page = visit(landscape(alliance), viewport=PHONE)
    expect(page.locator(".answer").first).to_be_in_viewport()


def test_the_chart_is_drawn_and_has_its_table(visit: Visit, alliance: Alliance) -> None:
    page = visit(landscape(alliance))
    figure = page.locator("figure.chart").first
    figure.scroll_into_view_if_needed()
    expect(figure.locator("svg")).to_be_visible()
    figure.locator("summary").click()
    expect(figure.locator("table")).to_contain_text("Civil Engineers")


def test_without_javascript_a_what_if_is_answered_by_the_form(visit: Visit, alliance: Alliance) -> None:
    page = visit(landscape(alliance, f"what-if/?program={PROGRAM}"), javascript=False)
    page.locator("#changer input[type=number]").fill("60")
    page.locator("#changer button").click()
    expect(page.locator("#outcome")).to_contain_text("60 more graduates a year of Tulsa Community College")


def test_a_what_if_changes_while_the_slider_moves(visit: Visit, alliance: Alliance) -> None:
    page = visit(landscape(alliance, f"what-if/?program={PROGRAM}&more=10"))
    slider = page.locator("#changer input[type=range]")
    slider.focus()
    slider.press("ArrowRight")
    expect(page.locator("#outcome h2").first).not_to_contain_text("10 more graduates")


def test_a_what_if_below_zero_gets_its_message_beside_the_field(visit: Visit, alliance: Alliance) -> None:
    page = visit(landscape(alliance, f"what-if/?program={PROGRAM}&more=-99999"))
    expect(page.locator("#changer .field__error")).to_be_visible()


def test_without_javascript_the_table_of_occupations_sorts_by_links(visit: Visit, alliance: Alliance) -> None:
    page = visit(landscape(alliance, "occupations/"), javascript=False)
    page.locator("thead a", has_text="Median pay").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("Median pay")


def test_an_accepted_recommendation_stays_accepted(visit: Visit, alliance: Alliance) -> None:
    page = visit(landscape(alliance, "recommendations/"), role=Role.STAFF)
    first = page.locator("article").filter(has=page.get_by_role("button", name="Accept", exact=True)).first
    headline = first.get_by_role("heading").inner_text()
    first.get_by_role("button", name="Accept", exact=True).click()
    expect(page.locator("article", has_text=headline)).to_contain_text("Accepted")


def test_the_public_reads_the_landscape_in_spanish_without_an_account(
    visit: Visit, alliance: Alliance
) -> None:
    page = visit(f"/p/{alliance.slug}/landscape/", role=None)
    page.get_by_role("button", name="ES").or_(page.get_by_role("button", name="Español")).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(".answer").first).to_contain_text("vacantes")
