"""Addresses of the map's pages, each leading to the same question about the same neighborhoods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from trellis.apps.opportunity.models import PlaceSet
    from trellis.apps.opportunity.question import Question


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses that keep what was asked. The public chooses among answers by their number alone.

    answer: the number of an earlier answer that is shown in place of the newest.
    """

    alliance: str
    question: Question
    place_set: PlaceSet
    answer: int | None = None
    is_public: bool = False

    def page(self, name: str, *, more: dict[str, Any] | None = None, **arguments: Any) -> str:
        """Return the address of a page; `more` changes the question or adds to the address."""
        if self.is_public:
            path = reverse(f"public_opportunity:{name}", kwargs={"alliance": self.alliance, **arguments})
            values = {"answer": self.answer, **(more or {})}
            query = "&".join(f"{key}={value}" for key, value in values.items() if value not in (None, ""))
            return f"{path}?{query}" if query else path
        path = reverse(f"opportunity:{name}", kwargs={"alliance": self.alliance, **arguments})
        return path + self.question.query(**{**self._kept, **(more or {})})

    @property
    def _kept(self) -> dict[str, Any]:
        """What differs from the newest answer about the neighborhoods in use."""
        kept: dict[str, Any] = {}
        if not self.place_set.is_current:
            kept["set"] = self.place_set.pk
        if self.answer is not None:
            kept["answer"] = self.answer
        return kept

    def place(self, place: str) -> str:
        """Return the address of a neighborhood's page; the public has none, but its row in the table."""
        if self.is_public:
            return f"#{row_id(place)}"
        return self.page("place", place=place)

    @property
    def shapes(self) -> str:
        """The address of the outlines, which never change under it."""
        namespace = "public_opportunity" if self.is_public else "opportunity"
        return reverse(
            f"{namespace}:shapes", kwargs={"alliance": self.alliance, "sha256": self.place_set.sha256[:32]}
        )


def row_id(place: str) -> str:
    """Return the id of a neighborhood's row in a table."""
    return f"place-{place}"
