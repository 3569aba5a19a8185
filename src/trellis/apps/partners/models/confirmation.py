"""“Still true?” about a partner's profile: asked by mail once a year, answered with one click."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.models.partner import Partner


class PartnerConfirmation(AllianceOwned):
    """One question whether a partner's profile is still true, and its answer.

    The token is only in the mail; here is its hash. `number` counts the mails of one round: 1 is the
    question, those after it are reminders. `sent_at` is None until the mail server took the mail. Once it is
    answered, or somebody else of the partner answered the same question, it is closed.
    """

    class Answer(models.TextChoices):
        TRUE = "true", _("Still true")
        CHANGED = "changed", _("Something has changed")
        LEFT = "left", _("We are no longer part of it")

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="confirmations")
    email = models.EmailField(_("asked"))
    number = models.PositiveSmallIntegerField(_("mail"), default=1)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"))
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, blank=True)
    note = models.TextField(_("what has changed"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("question about a profile")
        verbose_name_plural = _("questions about profiles")
        indexes = [models.Index(fields=["alliance", "sent_at"], name="partner_question_sent")]

    def __str__(self) -> str:
        return str(self.partner)

    @staticmethod
    def hash_of(token: str) -> str:
        """The hash under which a token is kept."""
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return not self.answer and self.expires_at > timezone.now()
