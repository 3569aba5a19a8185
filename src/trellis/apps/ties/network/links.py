"""Addresses of a network's pages, all about the same wave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from trellis.apps.ties.network.reading import Reading


@dataclass(frozen=True, slots=True)
class Links:
    """The pages of one wave's network."""

    alliance: str
    wave: int

    def page(self, name: str) -> str:
        """The address of a page or a file about this wave."""
        return f"{reverse(f'network:{name}', args=[self.alliance])}?wave={self.wave}"

    def organization(self, entry: int) -> str:
        """The address of an organization's page, by its entry on the wave's list."""
        return reverse("network:organization", args=[self.alliance, entry])


def links_of(reading: Reading) -> Links:
    """The addresses of a network's pages."""
    return Links(reading.wave.alliance.slug, reading.wave.pk)
