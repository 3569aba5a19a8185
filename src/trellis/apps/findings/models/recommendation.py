"""What to do about a finding."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceManager, AllianceOwned


class Recommendation(AllianceOwned):
    """A recommendation that somebody has taken a stand on, with the evidence it rested on when they did.

    What a method recommends lives in its evidence; a row is made when a person first decides on it or notes
    something. `content` keeps the recommendation as that person saw it. `key` is its stable name.
    """

    finding = models.ForeignKey(
        "findings.Finding", on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    subject = models.CharField(_("subject"), max_length=200)
    key = models.CharField(_("key"), max_length=200)
    kind = models.CharField(_("kind"), max_length=40)
    headline = models.TextField(_("headline"))
    content = models.JSONField(_("content"))
    evidence = models.ForeignKey("core.Evidence", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[AllianceManager] = AllianceManager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ("-changed_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("alliance", "subject", "key"), name="recommendations_one_per_subject_and_key"
            )
        ]

    def __str__(self) -> str:
        return self.headline
