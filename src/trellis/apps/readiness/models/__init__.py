"""The models of readiness, one module each."""

from trellis.apps.readiness.models.answer import Response, SectorTableEntry
from trellis.apps.readiness.models.assessment import Assessment
from trellis.apps.readiness.models.own_bank import OwnBank
from trellis.apps.readiness.models.people import Invitee, Respondent
from trellis.apps.readiness.models.theme import Theme

__all__ = ["Assessment", "Invitee", "OwnBank", "Respondent", "Response", "SectorTableEntry", "Theme"]
