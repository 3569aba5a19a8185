"""Who may edit an organization's own entries."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.organizations.models.organization import Organization


class OrganizationEditor(AllianceOwned):
    """A person who keeps an organization's entries true."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="editors", verbose_name=_("organization")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="edited_organizations",
        verbose_name=_("person"),
    )

    class Meta:
        ordering = ["organization", "user"]
        verbose_name = _("editor")
        verbose_name_plural = _("editors")
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="organization_editor_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.organization})"
