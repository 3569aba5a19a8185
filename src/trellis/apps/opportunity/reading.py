"""An answer as it is kept, with what pages look up in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trellis.apps.core.store import store
from trellis.apps.opportunity.memory import table_of

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.opportunity.models import PlaceSet
    from trellis.apps.opportunity.places.table import PlaceTable
    from trellis.apps.opportunity.question import Question

Document = dict[str, Any]
Row = dict[str, Any]
PLACE_COLUMNS: Final = ("people", "margin", "access", "left_out", "minutes", "seats", "desert")


@dataclass(frozen=True)
class Reading:
    """An answer as it is kept: about which neighborhoods, to which question."""

    place_set: PlaceSet
    question: Question
    evidence: Evidence
    document: Document
    is_public: bool = False

    @property
    def totals(self) -> Row:
        """The figures of the whole region."""
        found: Row = self.document["totals"]
        return found

    @property
    def evidence_url(self) -> str:
        """The address of all the evidence; "" for the public, who can't open it."""
        return "" if self.is_public else self.evidence.get_absolute_url()

    @cached_property
    def table(self) -> PlaceTable:
        """The neighborhoods as columns."""
        return table_of(self.place_set)

    @cached_property
    def counties(self) -> dict[str, str]:
        """Names of counties by FIPS."""
        wanted = set(self.table.county.tolist())
        return {county.fips: county.name for county in store().counties() if county.fips in wanted}

    @cached_property
    def rows(self) -> list[Row]:
        """A row for each neighborhood: its name and county with what was found for it."""
        found = self.document["places"]
        table, names = self.table, self.counties
        columns = [found[key] for key in PLACE_COLUMNS]
        return [
            {
                "id": place,
                "name": name,
                "county": names.get(county, ""),
                **dict(zip(PLACE_COLUMNS, values, strict=True)),
            }
            for place, name, county, *values in zip(
                table.ids.tolist(), table.names.tolist(), table.county.tolist(), *columns, strict=True
            )
        ]

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of a neighborhood, by id."""
        return self.table.row_of

    @cached_property
    def groups(self) -> dict[str, Row]:
        """What was found for the region and for each group, by key."""
        return {row["key"]: row for row in self.document["groups"]}

    @cached_property
    def steps(self) -> dict[str, Row]:
        """What would help, by key, most first."""
        return {step["key"]: step for step in self.document["steps"]}

    @cached_property
    def sites(self) -> list[Row]:
        """A row for each site with seats."""
        columns = self.document["sites"]
        return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]

    def column(self, key: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        """A column of the neighborhoods as numbers, NaN where it isn't known."""
        return np.array([np.nan if value is None else value for value in self.document["places"][key]])
