"""A partner: an organization in an alliance, what it is there, and whom and where it serves."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.organizations.models import Organization
from trellis.apps.partners.sectors import Sector


class Partner(AllianceOwned):
    """An organization's membership in an alliance.

    `grade_bands`, `fields` and `groups` hold codes of `vocabulary.GradeBand`, `programs.topics` and
    `vocabulary.Served`; `counties` five-digit FIPS codes, `districts` LEAIDs of seven digits, `zip_codes`
    five digits. The `reach_…` are people or places in a year, None where nobody said. `visibility` says of a
    field who sees it ({"phone": "staff"}); a field that isn't named has its default. `confirmed_on` is when
    somebody last said that the profile is true. `source` and `external_id` say which list it came from.
    """

    class Status(models.TextChoices):
        PROSPECT = "prospect", _("Not yet a partner")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        LEFT = "left", _("Left")

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="partner", verbose_name=_("organization")
    )
    sector = models.CharField(_("sector"), max_length=24, choices=Sector.choices)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.ACTIVE)
    since = models.DateField(_("partner since"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    is_backbone = models.BooleanField(_("backbone organization"), default=False)

    grade_bands = models.JSONField(_("whom it works for"), default=list, blank=True)
    fields = models.JSONField(_("STEM fields"), default=list, blank=True)
    groups = models.JSONField(_("groups it makes a point of serving"), default=list, blank=True)
    counties = models.JSONField(_("counties served"), default=list, blank=True)
    districts = models.JSONField(_("school districts served"), default=list, blank=True)
    zip_codes = models.JSONField(_("ZIP codes served"), default=list, blank=True)
    reach_young_people = models.PositiveIntegerField(_("young people a year"), null=True, blank=True)
    reach_educators = models.PositiveIntegerField(_("educators a year"), null=True, blank=True)
    reach_places = models.PositiveIntegerField(_("places a year"), null=True, blank=True)

    visibility = models.JSONField(_("who sees what"), default=dict, blank=True)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    source = models.CharField(_("list it came from"), max_length=120, blank=True)
    external_id = models.CharField(_("id in its source"), max_length=200, blank=True)
    provenance = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["organization__name", "pk"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        indexes = [
            models.Index(fields=["alliance", "status", "sector"], name="partner_in_sector"),
            models.Index(fields=["alliance", "source", "external_id"], name="partner_in_source"),
        ]

    def __str__(self) -> str:
        return str(self.organization)


class PartnerPlace(AllianceOwned):
    """A point where a partner is or works: an office, a campus, a branch."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(_("name"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=5, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.name or self.address or self.zip_code
