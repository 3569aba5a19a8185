"""The models of partners, one module each."""

from trellis.apps.partners.models.brings import Asset, NeedOrOffer
from trellis.apps.partners.models.confirmation import PartnerConfirmation
from trellis.apps.partners.models.hiring import HiringNeed
from trellis.apps.partners.models.invitation import PartnerInvitation
from trellis.apps.partners.models.partner import Partner, PartnerPlace
from trellis.apps.partners.models.person import Person
from trellis.apps.partners.models.settings import PartnerSettings

__all__ = [
    "Asset",
    "HiringNeed",
    "NeedOrOffer",
    "Partner",
    "PartnerConfirmation",
    "PartnerInvitation",
    "PartnerPlace",
    "PartnerSettings",
    "Person",
]
