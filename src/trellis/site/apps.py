"""Replaces Django's admin site with ours."""

from django.contrib.admin.apps import AdminConfig


class TrellisAdminConfig(AdminConfig):
    """Django's admin, shown to superusers only."""

    default_site = "trellis.site.admin.SuperuserAdminSite"
