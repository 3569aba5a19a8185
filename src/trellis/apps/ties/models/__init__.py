"""The models of ties, one module each."""

from trellis.apps.ties.models.answer import Answer, Suggestion
from trellis.apps.ties.models.importing import TieImport
from trellis.apps.ties.models.introduction import Introduction
from trellis.apps.ties.models.respondent import Respondent
from trellis.apps.ties.models.roster import RosterEntry
from trellis.apps.ties.models.wave import FEWEST_RATERS, Wave

__all__ = [
    "FEWEST_RATERS",
    "Answer",
    "Introduction",
    "Respondent",
    "RosterEntry",
    "Suggestion",
    "TieImport",
    "Wave",
]
