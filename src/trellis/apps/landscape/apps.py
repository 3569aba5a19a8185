"""The landscape app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LandscapeConfig(AppConfig):
    """Openings against graduates in a region, and what to do about the gaps."""

    name = "trellis.apps.landscape"
    label = "landscape"
    verbose_name = _("Landscape")

    def ready(self) -> None:
        """Make known what its evidence says, what its jobs do, what its audited actions are called."""
        from trellis.apps.core.audit import sentences
        from trellis.apps.core.evidence import kinds
        from trellis.apps.landscape import evidence_words, tasks  # noqa: F401  registers the handlers
        from trellis.apps.landscape.pipeline import evidence_words as pipeline_words
        from trellis.apps.landscape.pipeline import tasks as pipeline_tasks  # noqa: F401  registers another

        for kind in (*evidence_words.KINDS, pipeline_words.KIND_WORDS):
            kinds.register(kind)
        sentences.register(
            {"pipeline.settings_changed": _("changed how the K-12 pipeline of %(target)s is shown")}
        )
