"""What holds on every page that links lead to: accessible, fits a phone, loads without errors."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page
from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.crawl import pages_along_links

from trellis.apps.alliances.models import Alliance, Membership
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db(transaction=True)

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
FEWEST_PAGES = 25


def addresses(alliance: Alliance, role: Role | None) -> list[str]:
    client = Client()
    if role is None:
        return list(pages_along_links(client, start="/"))
    client.force_login(Membership.objects.for_alliance(alliance).get(role=role).user)
    return list(pages_along_links(client, start=alliance.get_absolute_url()))


def violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:160]}" for each in found]


def overflow(page: Page) -> list[str]:
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{beyond} px wider than the screen"] if beyond > 0 else []


def walk(
    visit: Visit, paths: list[str], *, role: Role | None, viewport: dict[str, int], dark: bool = False
) -> list[str]:
    """Open every address in one window and return what is wrong, each with its address."""
    page = visit(paths[0], role=role, viewport=viewport, dark=dark)
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    wrong: list[str] = []
    for path in paths:
        said.clear()
        page.goto(path, wait_until="networkidle")
        wrong += [f"{path}: {each}" for each in (*violations(page), *overflow(page), *said)]
    return wrong


def none_of(faults: list[str]) -> None:
    """Fail with all faults at once, so that one run tells all that is wrong."""
    if faults:
        pytest.fail("\n".join(faults))


def test_on_a_desktop_no_page_has_a_fault(visit: Visit, alliance: Alliance) -> None:
    paths = addresses(alliance, Role.ADMIN)
    assert len(paths) >= FEWEST_PAGES
    none_of(walk(visit, paths, role=Role.ADMIN, viewport=DESKTOP))


def test_on_a_phone_no_page_has_a_fault_or_is_wider_than_the_screen(visit: Visit, alliance: Alliance) -> None:
    none_of(walk(visit, addresses(alliance, Role.ADMIN), role=Role.ADMIN, viewport=PHONE))


def test_in_dark_mode_no_page_has_a_fault(visit: Visit, alliance: Alliance) -> None:
    none_of(walk(visit, addresses(alliance, Role.ADMIN), role=Role.ADMIN, viewport=DESKTOP, dark=True))


def test_the_public_pages_have_no_fault_on_either_screen(visit: Visit, alliance: Alliance) -> None:
    paths = addresses(alliance, None)
    assert any(path.startswith("/p/") for path in paths)
    none_of(walk(visit, paths, role=None, viewport=PHONE))
    none_of(walk(visit, paths, role=None, viewport=DESKTOP))
