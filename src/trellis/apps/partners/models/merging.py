"""Partners that were found twice: what a merge did, and pairs that only look alike."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.models.partner import Partner


class PartnerMerge(AllianceOwned):
    """One partner that was put into another, with all that is needed to part them again.

    `log` holds the rows that went ({"gone": […]}), the rows that moved ({"moved": [[model, pk, column, pk of
    the owner before]]}) and the columns that changed ({"changed": [[model, pk, before, after]]}).
    """

    kept = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, related_name="merges")
    kept_name = models.CharField(_("kept"), max_length=200)
    gone_name = models.CharField(_("put into it"), max_length=200)
    log = models.JSONField(default=dict, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("merge of partners")
        verbose_name_plural = _("merges of partners")

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"


class DifferentPartners(AllianceOwned):
    """Two partners that look alike, and of which somebody said that they are two. `first` is the older."""

    first = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="not_the_later")
    second = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="not_the_earlier")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pair of different partners")
        verbose_name_plural = _("pairs of different partners")
        constraints = [
            models.UniqueConstraint(fields=["alliance", "first", "second"], name="different_partners_once")
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
