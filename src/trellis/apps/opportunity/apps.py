"""The opportunity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpportunityConfig(AppConfig):
    """Who can take part in what."""

    name = "trellis.apps.opportunity"
    label = "opportunity"
    verbose_name = _("Opportunity map")

    def ready(self) -> None:
        """Make known what its jobs do, what its evidence says, what its audited actions are called."""
        from trellis.apps.core.audit import sentences
        from trellis.apps.core.evidence import kinds
        from trellis.apps.opportunity import evidence_words, tasks  # noqa: F401  registers the handlers

        for kind in evidence_words.KINDS:
            kinds.register(kind)
        sentences.register(
            {
                "places.made": _("made the set of neighborhoods “%(target)s”"),
                "places.used": _("chose the set of neighborhoods “%(target)s” for the map"),
                "places.discarded": _("discarded the set of neighborhoods “%(target)s”"),
            }
        )
