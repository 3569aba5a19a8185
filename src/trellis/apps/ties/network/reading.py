"""A wave's network as pages read it: what evidence holds, and what its members are called now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trellis.apps.partners import sectors
from trellis.apps.ties.models.roster import UNKNOWN_SECTOR

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.ties.models import Wave
    from trellis.apps.ties.queries import Member


@dataclass(frozen=True)
class Reading:
    """The network of a wave. Rows are those of the document; `members` (n,) are None for who is gone."""

    wave: Wave
    evidence: Evidence
    document: dict[str, Any]
    members: tuple[Member | None, ...]

    @property
    def n(self) -> int:
        """How many are in it."""
        return len(self.members)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What everybody is called (n,)."""
        gone = _("Somebody no longer listed")
        return tuple(member.name if member else gone for member in self.members)

    @property
    def entries(self) -> list[int]:
        """The entry of the list (n,) that an organization's page is found by."""
        found: list[int] = self.document["members"]["entry"]
        return found

    @property
    def sectors(self) -> list[str]:
        """The sector (n,) in which everybody was counted."""
        found: list[str] = self.document["members"]["sector"]
        return found

    @property
    def whole(self) -> dict[str, Any]:
        """Measures of the whole network."""
        found: dict[str, Any] = self.document["whole"]
        return found

    @property
    def organizations(self) -> dict[str, Any]:
        """Columns (n,) of measures."""
        found: dict[str, Any] = self.document["organizations"]
        return found

    @property
    def has_strengths(self) -> bool:
        """Whether it is known how often any two work together."""
        return any(self.document["ties"]["strength"])

    @cached_property
    def row_of_entry(self) -> dict[int, int]:
        """The row of every entry of the list, those that were merged too."""
        return {
            entry: row
            for row, (first, member) in enumerate(zip(self.entries, self.members, strict=True))
            for entry in (first, *(member.entries if member else ()))
        }

    @cached_property
    def neighbors(self) -> tuple[tuple[int, ...], ...]:
        """The rows that each row is tied to (n,), by name."""
        found: list[list[int]] = [[] for _row in range(self.n)]
        for a, b in zip(self.document["ties"]["a"], self.document["ties"]["b"], strict=True):
            found[a].append(b)
            found[b].append(a)
        return tuple(tuple(sorted(rows, key=lambda row: self.names[row].casefold())) for rows in found)

    def sector_label(self, code: str) -> str:
        """What a sector is called."""
        return _("Sector not known") if code == UNKNOWN_SECTOR else str(sectors.label(code))

    def named(self, rows: Iterable[int]) -> list[str]:
        """The names of rows."""
        return [self.names[row] for row in rows]
