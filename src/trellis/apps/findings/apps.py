"""The findings app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingsConfig(AppConfig):
    """Findings, recommendations and the decisions on them, whoever makes or answers them."""

    name = "trellis.apps.findings"
    label = "findings"
    verbose_name = _("Findings and recommendations")

    def ready(self) -> None:
        """Give the audited actions of this app their sentences."""
        from trellis.apps.core.audit import sentences

        sentences.register(
            {
                "recommendation.accepted": _("accepted the recommendation “%(target)s”"),
                "recommendation.dismissed": _("dismissed the recommendation “%(target)s”"),
                "recommendation.reopened": _("opened the recommendation “%(target)s” again"),
                "recommendation.noted": _("left a note on the recommendation “%(target)s”"),
            }
        )
