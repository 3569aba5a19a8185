"""How an alliance keeps its directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned


class DirectorySettings(AllianceOwned):
    """When an entry is old, and when partners are asked whether theirs are still true."""

    stale_after_days = models.PositiveSmallIntegerField(_("marked as old after days"), default=180)
    hidden_after_days = models.PositiveSmallIntegerField(_("hidden from the public after days"), default=365)
    ask_every_days = models.PositiveSmallIntegerField(_("ask “still true?” every days"), default=120)

    class Meta:
        verbose_name = _("directory settings")
        verbose_name_plural = _("directory settings")
        constraints = [models.UniqueConstraint(fields=["alliance"], name="directory_settings_once")]

    def __str__(self) -> str:
        return str(self.alliance)
