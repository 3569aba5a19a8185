"""The organizations app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Organizations of an alliance's region."""

    name = "trellis.apps.organizations"
    label = "organizations"
    verbose_name = _("Organizations")

    def ready(self) -> None:
        """Make known the sentences of the audit."""
        from trellis.apps.organizations import audit  # noqa: F401  registers sentences
