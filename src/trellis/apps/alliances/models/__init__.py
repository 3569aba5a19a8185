"""The models of alliances, one module each."""

from trellis.apps.alliances.models.alliance import Alliance, Network
from trellis.apps.alliances.models.invitation import Invitation
from trellis.apps.alliances.models.membership import Membership
from trellis.apps.alliances.models.region import Region

__all__ = ["Alliance", "Invitation", "Membership", "Network", "Region"]
