"""What a question is computed from, and its catchments once they are found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trellis.apps.opportunity.places.table import PlaceTable
    from trellis.apps.opportunity.question import Question
    from trellis.apps.opportunity.reach import Found, Reach, Sites
    from trellis.apps.opportunity.supply import Counted
    from trellis.apps.programs.supply import SessionTable


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a question is computed from."""

    places: PlaceTable
    sessions: SessionTable
    question: Question
    as_of: date


@dataclass(frozen=True, slots=True)
class Computed:
    """A question's catchments with what was found, to be asked further."""

    inputs: Inputs
    counted: Counted
    sites: Sites
    reach: Reach
    found: Found
