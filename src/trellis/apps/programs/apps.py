"""The programs app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """What young people can take part in."""

    name = "trellis.apps.programs"
    label = "programs"
    verbose_name = _("Programs")

    def ready(self) -> None:
        """Make known the sentences of the audit and what the jobs do."""
        from trellis.apps.programs import audit, import_tasks, tasks  # noqa: F401  registers both
