"""Asks for the pages of hiring needs."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True)
class Pages:
    """The pages in one browser; names are whole ("hiring:list", "landscape:hiring")."""

    client: Client
    alliance: Alliance

    def url(self, name: str, **arguments: Any) -> str:
        return reverse(name, kwargs={"alliance": self.alliance.slug, **arguments})

    def get(self, name: str, query: dict[str, Any] | None = None, **arguments: Any) -> Any:
        return self.client.get(self.url(name, **arguments), query or {})

    def post(self, name: str, data: dict[str, Any] | None = None, **arguments: Any) -> Any:
        return self.client.post(self.url(name, **arguments), data or {})

    def text(self, name: str, query: dict[str, Any] | None = None, **arguments: Any) -> str:
        """What a reader of the page sees, in one line."""
        response = self.get(name, query, **arguments)
        assert response.status_code == 200
        return seen(response)


def seen(response: HttpResponse) -> str:
    """What a reader sees of a response, in one line."""
    html = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
