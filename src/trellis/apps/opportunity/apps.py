"""The opportunity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpportunityConfig(AppConfig):
    """Who can take part in what."""

    name = "trellis.apps.opportunity"
    label = "opportunity"
    verbose_name = _("Opportunity map")
