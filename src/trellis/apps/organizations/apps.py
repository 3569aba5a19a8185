"""The organizations app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Organizations of an alliance's region."""

    name = "trellis.apps.organizations"
    label = "organizations"
    verbose_name = _("Organizations")
