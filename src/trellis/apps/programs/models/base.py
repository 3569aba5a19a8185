"""What every entry of the directory has."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned


class Entry(AllianceOwned):
    """A row of the directory that can come from, and go to, another directory.

    `public_id` is the same in every export. `source` and `external_id` say which list it came from and what
    that list calls it; `provenance` says of each field where its value came from
    ({"price": {"source": "Summer list", "run": 3, "at": "2026-06-01"}}).
    """

    public_id = models.UUIDField(_("id in exports"), default=uuid4, unique=True, editable=False)
    source = models.ForeignKey(
        "programs.Source", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    external_id = models.CharField(_("id in its source"), max_length=200, blank=True)
    provenance = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
