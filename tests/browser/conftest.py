"""A real Chromium, the demonstration alliance served to it, and somebody signed in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from trellis.apps.alliances.models import Alliance, Membership
from trellis.apps.core.permissions import Role
from trellis.site import demonstration

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

# Playwright's own event loop runs in this thread; the tests' few queries don't disturb it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

# As root, Chromium needs to be told; the rest keeps it from calling home.
OPTIONS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one `make test` found, or the system's."""
    path = os.environ.get("TRELLIS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def alliance(transactional_db: None, run_jobs: Callable[[], None]) -> Alliance:
    """The demonstration alliance, made as `make demo` makes it, with what its worker then computes."""
    made = demonstration.make().alliance
    run_jobs()
    return made


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """`visit("/a/…/")` opens a page as the demonstration's admin; `role=None` as the public.

    `of`: as somebody of another alliance.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        path: str,
        *,
        role: Role | None = Role.ADMIN,
        viewport: dict[str, int] = DESKTOP,
        javascript: bool = True,
        dark: bool = False,
        of: Alliance | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=viewport,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        if role is not None:
            alliance = of or request.getfixturevalue("alliance")
            context.add_cookies([_session_of(alliance, role, live_server.url)])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _session_of(alliance: Alliance, role: Role, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(Membership.objects.for_alliance(alliance).get(role=role).user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
