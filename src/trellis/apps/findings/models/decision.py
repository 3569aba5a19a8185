"""What somebody decided about a recommendation, or noted beside it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceManager, AllianceOwned


class Verdict(models.TextChoices):
    """What a decision says of its recommendation."""

    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Dismissed")
    REOPENED = "reopened", _("Open again")
    NOTED = "noted", _("Note")


class Decision(AllianceOwned):
    """One stand on a recommendation: who, when, what and why. Decisions are added, never changed."""

    recommendation = models.ForeignKey(
        "findings.Recommendation", on_delete=models.CASCADE, related_name="decisions"
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    reason = models.TextField(_("reason or note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[AllianceManager] = AllianceManager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.recommendation}"
