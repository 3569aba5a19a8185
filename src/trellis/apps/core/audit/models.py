"""One row for every write."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import Kept


class AuditEntry(Kept):
    """Who did what to which record, when, and what it was before and after."""

    alliance = models.ForeignKey(
        "alliances.Alliance",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("alliance"),
        related_name="auditentry_set",
    )
    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("who"),
        related_name="+",
    )
    by_name = models.CharField(_("name at the time"), max_length=200, blank=True)
    action = models.CharField(_("action"), max_length=80, help_text="noun.verb, such as region.changed")
    target_type = models.CharField(_("kind of record"), max_length=80, blank=True)
    target_id = models.CharField(_("record"), max_length=64, blank=True)
    target_name = models.CharField(_("name of the record at the time"), max_length=300, blank=True)
    changes = models.JSONField(
        _("changes"),
        default=dict,
        encoder=DjangoJSONEncoder,
        help_text='{"field": {"before": ..., "after": ...}}',
    )

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["alliance", "-at"], name="audit_by_alliance"),
            models.Index(fields=["target_type", "target_id"], name="audit_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_name}".strip()
