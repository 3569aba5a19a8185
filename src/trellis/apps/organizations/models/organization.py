"""An organization: a school, a museum, a club, a company."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned


class Organization(AllianceOwned):
    """An organization as an alliance knows it (HSDS 3: organization).

    `identifiers` holds what others call it ({"ein": …, "unitid": …, "nces": …, "ror": …}); `provenance` says
    of each field where its value came from ({"name": {"source": "…", "at": "…"}}). `public_id` is the same
    in every export.
    """

    public_id = models.UUIDField(_("id in exports"), default=uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    alternate_name = models.CharField(_("also known as"), max_length=200, blank=True)
    description = models.TextField(_("what it does"), blank=True)
    url = models.URLField(_("website"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    identifiers = models.JSONField(_("identifiers"), default=dict, blank=True)
    provenance = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes = [models.Index(fields=["alliance", "changed_at"], name="organization_changed")]
        constraints = [models.UniqueConstraint(fields=["alliance", "name"], name="organization_name_once")]

    def __str__(self) -> str:
        return self.name
