"""The partners app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Partners of an alliance."""

    name = "trellis.apps.partners"
    label = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        """Make known the sentences of the audit, the jobs, what happens when an invitation is taken or an
        organization's identifiers change.
        """
        from trellis.apps.core.evidence import kinds
        from trellis.apps.partners import (  # noqa: F401  registers all of them
            audit,
            import_tasks,
            merging_parts,
            registering,
            signals,
            tasks,
        )
        from trellis.apps.partners.hiring import tasks as hiring_tasks  # noqa: F401
        from trellis.apps.partners.silos import evidence_words
        from trellis.apps.partners.silos import tasks as silo_tasks  # noqa: F401

        kinds.register(evidence_words.KIND_WORDS)
