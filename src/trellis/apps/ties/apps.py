"""The ties app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TiesConfig(AppConfig):
    """Who works with whom."""

    name = "trellis.apps.ties"
    label = "ties"
    verbose_name = _("Ties")

    def ready(self) -> None:
        """Make known the sentences of the audit and the jobs."""
        from trellis.apps.ties import audit, evidence, tasks  # noqa: F401  register themselves
        from trellis.apps.ties.introductions import audit as introductions_audit  # noqa: F401
        from trellis.apps.ties.introductions import tasks as introductions_tasks  # noqa: F401
        from trellis.apps.ties.network import signals  # noqa: F401  computes what is closed
        from trellis.apps.ties.network import tasks as network_tasks  # noqa: F401
