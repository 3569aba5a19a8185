"""What comes back across sectors."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.readiness.models.answer import SectorTableEntry
from trellis.apps.readiness.models.assessment import Assessment


class Theme(AllianceOwned):
    """Something that staff found in what several people wrote of several sectors."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("what it is about"), max_length=1000, blank=True)
    entries = models.ManyToManyField(
        SectorTableEntry, related_name="themes", blank=True, verbose_name=_("what belongs to it")
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.name
