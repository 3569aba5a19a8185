"""The core's records in Django's admin."""

from django.contrib import admin

from trellis.apps.core.admin_base import AllianceRowsAdmin
from trellis.apps.core.models import AuditEntry, Evidence, Job


@admin.register(AuditEntry)
class AuditEntryAdmin(AllianceRowsAdmin):
    """Who did what."""

    list_display = ["at", "alliance", "by_name", "action", "target_name"]
    list_filter = ["action"]
    search_fields = ["target_name", "by_name"]
    date_hierarchy = "at"


@admin.register(Evidence)
class EvidenceAdmin(AllianceRowsAdmin):
    """Kept results."""

    list_display = ["computed_at", "alliance", "kind", "title", "method", "method_version"]
    list_filter = ["kind", "method", "method_version"]
    search_fields = ["title", "content_hash"]
    exclude = ["result_zlib"]


@admin.register(Job)
class JobAdmin(AllianceRowsAdmin):
    """Long work."""

    list_display = ["created_at", "alliance", "kind", "title", "state", "attempts", "worker"]
    list_filter = ["state", "kind"]
