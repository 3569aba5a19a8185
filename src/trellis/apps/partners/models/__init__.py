"""The models of partners, one module each."""

from trellis.apps.partners.models.brings import Asset, NeedOrOffer
from trellis.apps.partners.models.confirmation import PartnerConfirmation
from trellis.apps.partners.models.hiring import HiringNeed
from trellis.apps.partners.models.importing import (
    PartnerImport,
    PartnerImportChange,
    PartnerImportFile,
    PartnerImportRow,
    PartnerSource,
)
from trellis.apps.partners.models.invitation import PartnerInvitation
from trellis.apps.partners.models.merging import DifferentPartners, PartnerMerge
from trellis.apps.partners.models.partner import Partner, PartnerPlace
from trellis.apps.partners.models.person import Person
from trellis.apps.partners.models.settings import PartnerSettings
from trellis.apps.partners.models.silo import SiloAnswer

__all__ = [
    "Asset",
    "DifferentPartners",
    "HiringNeed",
    "NeedOrOffer",
    "Partner",
    "PartnerConfirmation",
    "PartnerImport",
    "PartnerImportChange",
    "PartnerImportFile",
    "PartnerImportRow",
    "PartnerInvitation",
    "PartnerMerge",
    "PartnerPlace",
    "PartnerSettings",
    "PartnerSource",
    "Person",
    "SiloAnswer",
]
