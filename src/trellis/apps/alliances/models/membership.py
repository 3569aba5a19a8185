"""Who belongs to an alliance, and as what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.core.permissions import MEMBER_ROLES


class Membership(AllianceOwned):
    """A person's role in an alliance."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    role = models.CharField(
        _("role"), max_length=20, choices=[(role.value, role.label) for role in MEMBER_ROLES]
    )

    class Meta:
        ordering = ["user__full_name", "user__email"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["alliance", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
