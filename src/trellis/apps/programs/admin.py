"""The directory in Django's admin."""

from django.contrib import admin

from trellis.apps.core.admin_base import AllianceRowsAdmin
from trellis.apps.programs.models import (
    DirectorySettings,
    ImportRun,
    Program,
    QualityRating,
    Session,
    Site,
    Source,
    Verification,
)


@admin.register(Program)
class ProgramAdmin(AllianceRowsAdmin):
    """Programs of all alliances."""

    list_display = ["name", "alliance", "organization", "status", "verified_on"]
    list_select_related = ["alliance", "organization"]
    list_filter = ["status", "alliance"]
    search_fields = ["name", "organization__name", "external_id"]


@admin.register(Session)
class SessionAdmin(AllianceRowsAdmin):
    """When and where programs happen."""

    list_display = ["program", "alliance", "name", "site", "starts_on", "seats"]
    list_select_related = ["alliance", "program", "site"]
    list_filter = ["mode", "alliance"]
    search_fields = ["program__name", "name", "external_id"]


@admin.register(Site)
class SiteAdmin(AllianceRowsAdmin):
    """Where programs happen."""

    list_display = ["name", "alliance", "city", "zip_code", "located"]
    list_filter = ["located", "alliance"]
    search_fields = ["name", "address", "zip_code"]


@admin.register(QualityRating)
class QualityRatingAdmin(AllianceRowsAdmin):
    """What raters found."""

    list_display = ["program", "alliance", "framework", "score", "best_score", "rated_on"]
    list_select_related = ["alliance", "program"]


@admin.register(Verification)
class VerificationAdmin(AllianceRowsAdmin):
    """Questions to partners, and their answers."""

    list_display = ["program", "alliance", "email", "sent_at", "answer", "answered_at"]
    list_select_related = ["alliance", "program"]
    list_filter = ["answer"]
    exclude = ["token_hash"]


@admin.register(DirectorySettings)
class DirectorySettingsAdmin(AllianceRowsAdmin):
    """How alliances keep their directories."""

    list_display = ["alliance", "stale_after_days", "hidden_after_days", "ask_every_days"]


@admin.register(Source)
class SourceAdmin(AllianceRowsAdmin):
    """Lists that are imported again and again."""

    list_display = ["name", "alliance", "changed_at"]


@admin.register(ImportRun)
class ImportRunAdmin(AllianceRowsAdmin):
    """Imports of all alliances."""

    list_display = ["created_at", "alliance", "source", "file_name", "state"]
    list_select_related = ["alliance", "source"]
    list_filter = ["state"]
