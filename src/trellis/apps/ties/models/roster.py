"""Who can be named in a wave."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.models import Partner, Person
from trellis.apps.partners.sectors import Sector
from trellis.apps.ties.models.wave import Wave

UNKNOWN_SECTOR = "unknown"


class RosterEntry(AllianceOwned):
    """An organization, or a person, as it stood on the list of a wave.

    `partner` follows the organization when partners are merged; it is None once the partner is removed, and
    for what a file named and nobody tied to a partner. `sector` is a code of ours; `own_sector` is what a
    file called the sector. `external_id` is its id in that file.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="roster")
    partner = models.ForeignKey(
        Partner, on_delete=models.SET_NULL, null=True, blank=True, related_name="roster_entries"
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="roster_entries"
    )
    name = models.CharField(_("name"), max_length=200)
    sector = models.CharField(_("sector"), max_length=24, choices=Sector.choices, blank=True)
    own_sector = models.CharField(_("sector in the file"), max_length=80, blank=True)
    external_id = models.CharField(_("id in the file"), max_length=80, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("name on a list")
        verbose_name_plural = _("names on lists")
        indexes = [models.Index(fields=["wave", "partner"], name="roster_by_partner")]
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "person"],
                condition=models.Q(person__isnull=False),
                name="roster_person_once",
            ),
            models.UniqueConstraint(
                fields=["wave", "external_id"],
                condition=~models.Q(external_id=""),
                name="roster_external_id_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sector_key(self) -> str:
        """A code of ours, the file's own word, or "unknown"; never empty."""
        return self.sector or self.own_sector or UNKNOWN_SECTOR

    @property
    def sector_label(self) -> str:
        """The sector as a reader is told."""
        if self.sector:
            return str(self.get_sector_display())
        return self.own_sector or gettext("Sector not known")
