"""Chicago's programs and the block groups of two counties, from their files to the map, as staff do it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visit
from tests.factories import AllianceFactory, member

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.programs.models import Program, Session

OFFICIAL = os.environ.get("TRELLIS_PUBLIC_DATA", "")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not OFFICIAL, reason="TRELLIS_PUBLIC_DATA names no folder of official files"),
]

PROGRAMS = Path(OFFICIAL, "programs", "chicago_my_chi_my_future_programs.csv.gz")
PEOPLE = Path(OFFICIAL, "census", "ACSDT5Y2022.B01001-Data.csv")
POINTS = Path(OFFICIAL, "census", "tl_2023_17_bg.dbf")

# Reading 21,654 rows takes seconds on an idle machine, and more where tests share it.
PATIENCE = 60_000


@pytest.fixture
def chicago(transactional_db: None) -> Alliance:
    """An alliance that has nothing yet."""
    made = AllianceFactory(name="Illustrative lake alliance")
    member(made, Role.ADMIN)
    return made


def press(page: Page, button: str) -> None:
    """Press a button that sends a form, and wait for the answer."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def let_work(page: Page, run_jobs: Callable[[], None]) -> None:
    """Have the jobs done, and come back to see. A page that asks meanwhile would find the tables locked."""
    here = page.url
    page.goto("about:blank")
    run_jobs()
    page.goto(here)


def import_programs(page: Page, alliance: Alliance, run_jobs: Callable[[], None]) -> None:
    page.goto(f"/a/{alliance.slug}/programs/import/")
    page.set_input_files("input[type=file]", PROGRAMS)
    page.get_by_label("Name of the list").fill("City list")
    press(page, "Read the file")
    page.get_by_label(re.compile("Leave out the")).check()
    press(page, "Show what would happen")
    let_work(page, run_jobs)
    expect(page.get_by_role("button", name="Import the list")).to_be_visible(timeout=PATIENCE)
    page.get_by_label("What becomes of them").select_option("fill")
    press(page, "Decide all that are left")
    press(page, "Import the list")
    let_work(page, run_jobs)
    expect(page.get_by_role("link", name="See the directory")).to_be_visible(timeout=PATIENCE)


def bring_neighborhoods(page: Page, alliance: Alliance) -> None:
    page.goto(f"/a/{alliance.slug}/map/places/")
    page.locator("[name=census-name]").fill("Cook and DuPage")
    page.set_input_files("[name=census-people]", PEOPLE)
    page.set_input_files("[name=census-points]", POINTS)
    press(page, "Read the files")
    expect(page.locator("main")).to_contain_text("4,623")
    press(page, "Use this set")


def test_the_map_equity_and_siting_come_out_of_the_official_files(
    visit: Visit, chicago: Alliance, run_jobs: Callable[[], None]
) -> None:
    page = visit(f"/a/{chicago.slug}/programs/", of=chicago)
    page.set_default_timeout(PATIENCE)
    import_programs(page, chicago, run_jobs)
    assert Session.objects.for_alliance(chicago).count() > 15_000
    assert Program.objects.for_alliance(chicago).count() > 3_000

    bring_neighborhoods(page, chicago)

    # The list is of 2020 to 2023: sessions that are over count only when they are asked for.
    page.goto(f"/a/{chicago.slug}/map/?period=all")
    press(page, "Show")
    let_work(page, run_jobs)
    page.goto(f"/a/{chicago.slug}/map/?period=all")
    expect(page.locator(".answer").first).to_contain_text(re.compile(r"\d"))
    figure = page.locator("figure.map").first
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "drawn")

    page.goto(f"/a/{chicago.slug}/map/equity/?period=all")
    expect(page.locator(".answer").first).to_contain_text("group")
    expect(page.get_by_role("table").first).to_be_visible()

    page.goto(f"/a/{chicago.slug}/map/siting/?period=all")
    page.get_by_label("New sites").fill("3")
    press(page, "Find the best places")
    let_work(page, run_jobs)
    expect(page.locator(".answer").first).to_contain_text(re.compile(r"\d"))
