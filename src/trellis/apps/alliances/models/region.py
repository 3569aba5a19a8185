"""Regions: what part of the country an alliance looks at."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned


class Region(AllianceOwned):
    """Counties, the published areas that stand for them, and the colleges that belong to them.

    Employment is published for areas (metropolitan and nonmetropolitan areas, states, the nation), colleges
    are in counties; a region says both. `institutions_added` and `institutions_left_out` are what a person
    decided by hand, on top of where the counties place colleges.
    """

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name in addresses"), max_length=60)
    area_codes = models.JSONField(_("areas"), default=list, help_text="OEWS area codes")
    states = models.JSONField(_("states"), default=list, help_text="two letters each")
    counties = models.JSONField(_("counties"), default=list, blank=True, help_text="five-digit FIPS codes")
    institutions_added = models.JSONField(
        _("colleges added"), default=list, blank=True, help_text="IPEDS unit ids"
    )
    institutions_left_out = models.JSONField(
        _("colleges left out"), default=list, blank=True, help_text="IPEDS unit ids"
    )
    is_home = models.BooleanField(_("the alliance's own region"), default=False)

    class Meta:
        ordering = ["-is_home", "name"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "slug"],
                name="region_slug_once",
                violation_error_message=_("There is a region with this name already."),
            ),
            models.UniqueConstraint(
                fields=["alliance"], condition=models.Q(is_home=True), name="region_one_home"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("alliances:region", kwargs={"alliance": self.alliance.slug, "region": self.slug})

    @property
    def evidence_subject(self) -> str:
        """What evidence about this region names as its subject."""
        return f"region:{self.pk}"
