"""The ties app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TiesConfig(AppConfig):
    """Who works with whom."""

    name = "trellis.apps.ties"
    label = "ties"
    verbose_name = _("Ties")

    def ready(self) -> None:
        """Make known the sentences of the audit."""
        from trellis.apps.ties import audit  # noqa: F401  registers itself
