"""Opens the landscape's pages and reads what a visitor reads."""

import time
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from trellis.apps.alliances.models import Alliance

WICHITA = "0048620"
"""A metropolitan area of which the snapshot doesn't say which counties and colleges are in it."""

EVERY_PAGE: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {}),
    ("regions", {}),
    ("occupations", {}),
    ("occupation", {"soc": "15-1252"}),
    ("programs", {}),
    ("bottlenecks", {}),
    ("recommendations", {}),
    ("what_if", {}),
    ("compare", {}),
    ("sources", {}),
)


@dataclass(frozen=True)
class Pages:
    """The landscape's pages in somebody's browser."""

    client: Client
    alliance: Alliance

    def url(self, name: str, **arguments: str) -> str:
        """Return the address of a page."""
        return reverse(f"landscape:{name}", kwargs={"alliance": self.alliance.slug, **arguments})

    def get(
        self, name: str = "overview", query: dict[str, Any] | None = None, **arguments: str
    ) -> HttpResponse:
        """Open a page."""
        return self.client.get(self.url(name, **arguments), query or {})

    def text(self, name: str = "overview", query: dict[str, Any] | None = None, **arguments: str) -> str:
        """Open a page that is there, and return its words."""
        response = self.get(name, query, **arguments)
        assert response.status_code == 200, f"{name} answered {response.status_code}"
        return words_of(response)

    def document(self, **query: Any) -> dict[str, Any]:
        """Return the landscape as JSON."""
        found: dict[str, Any] = self.get("json", query).json()
        return found

    def fastest_ms(self, name: str, query: dict[str, Any] | None = None, **arguments: str) -> float:
        """Return the processor's time for a page in ms: the least of five, the first not counted."""
        self.get(name, query, **arguments)
        times = []
        for _attempt in range(5):
            started = time.process_time()
            self.get(name, query, **arguments)
            times.append(time.process_time() - started)
        return min(times) * 1000


class _Words(HTMLParser):
    """Collects a page's text, but for scripts, pictures, and evidence cards that stand inside sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out:
            self._left_out += [tag] if tag == self._left_out[0] else []
        elif tag in {"script", "style", "svg"} or dict(attrs).get("class") == "evidence-card":
            self._left_out = [tag]

    def handle_endtag(self, tag: str) -> None:
        if self._left_out and tag == self._left_out[0]:
            self._left_out.pop()

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.parts.append(data)


def words_of(response: HttpResponse) -> str:
    """Return a page's words with single spaces."""
    parser = _Words()
    parser.feed(response.content.decode())
    return " ".join("".join(parser.parts).split())
