"""A network that is being brought along in two files."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.ties.models.wave import Wave


class TieImport(AllianceOwned):
    """Two uploaded tables, which column is what, and what applying them changed.

    `nodes` and `edges` are {"headings": […], "rows": [[row number, [texts]]]}, empty once it is applied; the
    columns are {our name: heading}. `into` is the imported wave that it adds to, None for a new one.
    `journal` says what applying it did, so that it can be undone.
    """

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("Not applied yet")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")

    name = models.CharField(_("name of the network"), max_length=120)
    held_on = models.DateField(_("date"), null=True, blank=True)
    kind = models.CharField(
        _("who is tied"), max_length=13, choices=Wave.Kind.choices, default=Wave.Kind.ORGANIZATIONS
    )
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.UPLOADED)
    into = models.ForeignKey(
        Wave, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports_into"
    )
    wave = models.ForeignKey(Wave, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports")
    nodes_name = models.CharField(_("file of organizations"), max_length=200)
    edges_name = models.CharField(_("file of ties"), max_length=200)
    nodes = models.JSONField(default=dict, editable=False)
    edges = models.JSONField(default=dict, editable=False)
    node_columns = models.JSONField(default=dict, editable=False)
    edge_columns = models.JSONField(default=dict, editable=False)
    journal = models.JSONField(default=dict, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("imported network")
        verbose_name_plural = _("imported networks")

    def __str__(self) -> str:
        return self.name
