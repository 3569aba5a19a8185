"""What people answered. Nobody but the respondent reads a single one: pages read `results` alone."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.sectors import Sector
from trellis.apps.readiness.models.people import Respondent

LONGEST_NOTE = 2000


class Response(AllianceOwned):
    """One person's answer to one item; a `level` of None says that they can't tell."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="responses")
    item = models.CharField(_("item"), max_length=40)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=LONGEST_NOTE, blank=True)
    is_public_note = models.BooleanField(_("the note may be shown"), default=False)

    class Meta:
        ordering = ["item"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["respondent", "item"], name="readiness_answered_once")]

    def __str__(self) -> str:
        return self.item


class SectorTableEntry(AllianceOwned):
    """What one person thinks a sector could contribute and would get.

    `number` stands for it on pages: row ids count up, and would tell which entries one person wrote.
    """

    number = models.UUIDField(default=uuid4, unique=True, editable=False)
    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="table_entries")
    sector = models.CharField(_("sector"), max_length=24, choices=Sector.choices)
    contributes = models.TextField(_("what it could contribute"), max_length=LONGEST_NOTE, blank=True)
    gets = models.TextField(_("what it would get"), max_length=LONGEST_NOTE, blank=True)

    class Meta:
        ordering = ["sector", "number"]
        verbose_name = _("entry of the sector table")
        verbose_name_plural = _("entries of the sector table")
        constraints = [
            models.UniqueConstraint(fields=["respondent", "sector"], name="readiness_sector_described_once")
        ]

    def __str__(self) -> str:
        return str(self.get_sector_display())
