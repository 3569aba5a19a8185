"""Whose profile somebody is invited to keep."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.alliances.models import Invitation
from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.models.partner import Partner


class PartnerInvitation(AllianceOwned):
    """An open invitation to the alliance whose taker keeps the entries of `partner` from then on."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="invitations")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="for_partners")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("invitation of a partner")
        verbose_name_plural = _("invitations of partners")
        constraints = [
            models.UniqueConstraint(fields=["partner", "invitation"], name="partner_invitation_once")
        ]

    def __str__(self) -> str:
        return f"{self.invitation} ({self.partner})"
