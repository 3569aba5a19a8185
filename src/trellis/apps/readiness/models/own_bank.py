"""A bank that an alliance wrote itself."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned

OWN: Final = "own-"
"""What the keys of an alliance's own banks begin with."""


class OwnBank(AllianceOwned):
    """One version of an alliance's own bank, as `banks.shape` describes. A version in use stays as it is."""

    key = models.SlugField(_("key"), max_length=40)
    version = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))

    class Meta:
        ordering = ["key", "version"]
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        constraints = [
            models.UniqueConstraint(fields=["alliance", "key", "version"], name="own_bank_version_once")
        ]

    def __str__(self) -> str:
        return str(self.content.get("name", {}).get("en", self.key))
