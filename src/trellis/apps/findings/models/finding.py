"""What the evidence shows: a gap, in one sentence."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceManager, AllianceOwned


class Finding(AllianceOwned):
    """Something the evidence shows about a subject; the first station of a thread.

    `key` names the same finding again when the evidence is computed anew, so that what hangs from it stays.
    """

    subject = models.CharField(_("subject"), max_length=200)
    key = models.CharField(_("key"), max_length=200)
    statement = models.TextField(_("statement"))
    evidence = models.ForeignKey("core.Evidence", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[AllianceManager] = AllianceManager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("alliance", "subject", "key"), name="findings_one_per_subject_and_key"
            )
        ]

    def __str__(self) -> str:
        return self.statement
