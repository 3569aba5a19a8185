"""The landscape app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LandscapeConfig(AppConfig):
    """Openings against graduates in a region, and what to do about the gaps."""

    name = "trellis.apps.landscape"
    label = "landscape"
    verbose_name = _("Landscape")

    def ready(self) -> None:
        """Make known what its evidence says of itself and what its jobs do."""
        from trellis.apps.core.evidence import kinds
        from trellis.apps.landscape import evidence_words, tasks  # noqa: F401  registers the handlers

        for kind in evidence_words.KINDS:
            kinds.register(kind)
