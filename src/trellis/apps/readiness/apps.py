"""The readiness app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadinessConfig(AppConfig):
    """Assessments of whether a region and its alliance are ready."""

    name = "trellis.apps.readiness"
    label = "readiness"
    verbose_name = _("Readiness")

    def ready(self) -> None:
        """Make known the sentences of the audit, the words of the evidence, the jobs and the record."""
        from trellis.apps.readiness import audit, evidence, recorded, tasks  # noqa: F401  register themselves
