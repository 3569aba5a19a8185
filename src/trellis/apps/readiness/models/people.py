"""Who is asked, and who answers."""

import hashlib
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.sectors import Sector
from trellis.apps.readiness.models.assessment import Assessment


class Invitee(AllianceOwned):
    """An address that an assessment was, or will be, mailed to."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="invitees")
    email = models.EmailField(_("e-mail address"))
    sector = models.CharField(_("sector"), max_length=24, choices=Sector.choices, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    class Meta:
        ordering = ["email"]
        verbose_name = _("invited address")
        verbose_name_plural = _("invited addresses")
        constraints = [models.UniqueConstraint(fields=["assessment", "email"], name="readiness_asked_once")]

    def __str__(self) -> str:
        return self.email


class Respondent(AllianceOwned):
    """Somebody who answers. Of an anonymous assessment nothing but the sector is known of them.

    `invitee` and `user` say who it is, and are None where the assessment is anonymous or the link was shared.
    A personal link ends with `token()`, of which only the hash is kept.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="respondents")
    number = models.UUIDField(default=uuid4, unique=True, editable=False)
    invitee = models.OneToOneField(
        Invitee, on_delete=models.SET_NULL, null=True, blank=True, related_name="respondent"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sector = models.CharField(_("sector"), max_length=24, choices=Sector.choices, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    started_at = models.DateTimeField(_("began"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "user"], name="readiness_one_answer_by_account")
        ]

    def __str__(self) -> str:
        return str(self.number)

    def token(self) -> str:
        """What this person's link ends with; it can be made again for a reminder, by this site alone."""
        return salted_hmac("readiness.respondent", str(self.number), algorithm="sha256").hexdigest()

    @staticmethod
    def hash_of(token: str) -> str:
        """The hash under which a token is kept."""
        return hashlib.sha256(token.encode()).hexdigest()
