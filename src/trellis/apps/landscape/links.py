"""Addresses of a landscape's pages, each leading to the same landscape."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from trellis.apps.landscape.asked import LandscapeRequest


@dataclass(frozen=True)
class Links:
    """Makes addresses that keep what was asked for. The public has fewer pages: "" for those it hasn't."""

    alliance: str
    asked: LandscapeRequest
    is_public: bool = False

    def page(self, name: str, *, more: dict[str, Any] | None = None, **arguments: Any) -> str:
        """Return the address of a page; `more` changes or adds to its query string."""
        namespace = "public_landscape" if self.is_public else "landscape"
        path = reverse(f"{namespace}:{name}", kwargs={"alliance": self.alliance, **arguments})
        return path + (self.asked.query(**more) if more else self._query)

    @cached_property
    def _query(self) -> str:
        return self.asked.query()

    def occupation(self, soc: str) -> str:
        """Return the address of an occupation's page."""
        return "" if self.is_public else self.page("occupation", soc=soc)

    def program(self, program: str) -> str:
        """Return the address of a program's page."""
        return "" if self.is_public else self.page("program", program=program)

    def occupation_or_table(self, soc: str) -> str:
        """Return the address of an occupation's page, or of its row where it has none, for charts."""
        return self.occupation(soc) or f"{self.page('occupations')}#{row_id(soc)}"


def row_id(soc: str) -> str:
    """Return the id of an occupation's row in a table."""
    return f"occupation-{soc}"
