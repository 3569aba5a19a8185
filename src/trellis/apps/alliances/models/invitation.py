"""Invitations: the only way to get an account."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.core.permissions import MEMBER_ROLES


class Invitation(AllianceOwned):
    """An e-mail address that may join an alliance in a role, until a date.

    The token is only in the e-mail; here is its hash. Who has the token has the mailbox: that is why a person
    who signs up with it needs no further check of the address, and why no page shows it.
    """

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(
        _("role"), max_length=20, choices=[(role.value, role.label) for role in MEMBER_ROLES]
    )
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "email"],
                condition=models.Q(used_at__isnull=True),
                name="invitation_open_once",
                violation_error_message=_("This address has been invited already."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @staticmethod
    def hash_of(token: str) -> str:
        """The hash under which a token is kept."""
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def is_expired(self) -> bool:
        return self.used_at is None and self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        return self.used_at is None and not self.is_expired
