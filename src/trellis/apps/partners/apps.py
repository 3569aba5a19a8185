"""The partners app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Partners of an alliance."""

    name = "trellis.apps.partners"
    label = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        """Make known the sentences of the audit, the jobs, and what happens when an invitation is taken."""
        from trellis.apps.partners import audit, signals, tasks  # noqa: F401  registers all three
