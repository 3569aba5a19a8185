"""The models of partners, one module each."""

from trellis.apps.partners.models.brings import Asset, NeedOrOffer
from trellis.apps.partners.models.hiring import HiringNeed
from trellis.apps.partners.models.partner import Partner, PartnerPlace
from trellis.apps.partners.models.person import Person

__all__ = ["Asset", "HiringNeed", "NeedOrOffer", "Partner", "PartnerPlace", "Person"]
