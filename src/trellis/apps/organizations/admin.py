"""Organizations in Django's admin."""

from django.contrib import admin

from trellis.apps.core.admin_base import AllianceRowsAdmin
from trellis.apps.organizations.models import Organization, OrganizationEditor


@admin.register(Organization)
class OrganizationAdmin(AllianceRowsAdmin):
    """Organizations of all alliances."""

    list_display = ["name", "alliance", "email", "changed_at"]
    list_filter = ["alliance"]
    search_fields = ["name", "alternate_name"]


@admin.register(OrganizationEditor)
class OrganizationEditorAdmin(AllianceRowsAdmin):
    """Who keeps which organization's entries."""

    list_display = ["user", "organization", "alliance"]
