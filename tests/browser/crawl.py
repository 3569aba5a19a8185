"""Walks the site along its own links: one address of every kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

# Ends of addresses that are files, and pages that are another's work or end the visit.
FILES = (".csv", ".xlsx", ".pdf", ".json", ".geojson", ".png", ".svg", ".zip", ".ics")
NOT_WALKED = ("/admin/", "/accounts/logout", "/static/", "/healthz")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append(href)


def _links(page: str) -> list[str]:
    parser = _Links()
    parser.feed(page)
    return parser.found


def pages_along_links(client: Client, *, start: str) -> Iterator[str]:
    """Yield the first address found of each view that answers 200 with a page, breadth first."""
    waiting, seen_views, seen_paths = [start], set(), {start}
    while waiting:
        address = waiting.pop(0)
        try:
            view = resolve(urlsplit(address).path).view_name
        except Resolver404:
            continue
        if view in seen_views:
            continue
        answer = client.get(address, follow=False)
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            continue
        seen_views.add(view)
        yield address
        for link in _links(answer.content.decode()):
            target = urldefrag(urljoin(address, link)).url
            parts = urlsplit(target)
            if parts.netloc or parts.scheme or target in seen_paths:
                continue
            if parts.path.endswith(FILES) or parts.path.startswith(NOT_WALKED):
                continue
            seen_paths.add(target)
            waiting.append(target)
