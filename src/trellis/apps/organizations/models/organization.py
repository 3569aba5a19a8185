"""An organization: a school, a museum, a club, a company."""

from typing import Final
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned, TimeStamped

IDENTIFIERS: Final = ("ein", "unitid", "lea_id", "school_id", "ror")
"""The official identifiers, by the names of their fields and of the keys of `Organization.identifiers`."""


class Registration(TimeStamped):
    """An organization as such: one record, whichever alliances know it, found by its official identifiers.

    `ein`: nine digits; `unitid`: IPEDS, six digits; `lea_id`: NCES, seven digits; `school_id`: NCES, twelve
    digits; `ror`: the last nine characters of its ROR address. Blank where it has none or nobody said.
    """

    public_id = models.UUIDField(_("id in exports"), default=uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    ein = models.CharField(_("EIN"), max_length=9, blank=True)
    unitid = models.CharField(_("UNITID"), max_length=6, blank=True)
    lea_id = models.CharField(_("NCES district id"), max_length=7, blank=True)
    school_id = models.CharField(_("NCES school id"), max_length=12, blank=True)
    ror = models.CharField(_("ROR id"), max_length=9, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("registered organization")
        verbose_name_plural = _("registered organizations")
        constraints = [
            models.UniqueConstraint(
                fields=[name], condition=~models.Q(**{name: ""}), name=f"registration_{name}_once"
            )
            for name in IDENTIFIERS
        ]

    def __str__(self) -> str:
        return self.name


class Organization(AllianceOwned):
    """An organization as an alliance knows it (HSDS 3: organization).

    `registration` is the same in all alliances that know it. `identifiers` holds what others call it
    ({"ein": …, "unitid": …, "lea_id": …, "ror": …}); `provenance` says of each field where its value came
    from ({"name": {"source": "…", "at": "…"}}). `public_id` is the same in every export.
    """

    public_id = models.UUIDField(_("id in exports"), default=uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    alternate_name = models.CharField(_("also known as"), max_length=200, blank=True)
    description = models.TextField(_("what it does"), blank=True)
    url = models.URLField(_("website"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    registration = models.ForeignKey(
        Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="known_as"
    )
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
