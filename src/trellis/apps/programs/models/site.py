"""A site: a place where programs happen (HSDS 3: location, address, accessibility)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.models.base import Entry


class Site(Entry):
    """A place with an address and, once it is known, a position (degrees, WGS 84)."""

    class Located(models.TextChoices):
        UNKNOWN = "", _("Not located")
        GIVEN = "given", _("As given")
        ZIP = "zip", _("Middle of its ZIP code")
        GEOCODER = "geocoder", _("Census geocoder")
        HAND = "hand", _("Placed by hand")

    organization = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sites",
        verbose_name=_("organization"),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    address = models.CharField(_("street address"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=10, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    located = models.CharField(
        _("how it was located"), max_length=10, choices=Located.choices, blank=True, default=Located.UNKNOWN
    )
    accessibility = models.JSONField(_("accessibility"), default=list, blank=True)
    accessibility_note = models.CharField(_("more about accessibility"), max_length=300, blank=True)

    class Meta:
        ordering = ["name", "address", "pk"]
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        indexes = [
            models.Index(fields=["alliance", "changed_at"], name="site_changed"),
            models.Index(fields=["alliance", "zip_code"], name="site_zip"),
        ]

    def __str__(self) -> str:
        return self.name or self.address or self.city
