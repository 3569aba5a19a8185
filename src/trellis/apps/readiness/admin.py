"""Readiness in Django's admin: which assessments there are. Answers, and who gave them, are never shown."""

from django.contrib import admin

from trellis.apps.core.admin_base import AllianceRowsAdmin
from trellis.apps.readiness.models import Assessment, OwnBank


@admin.register(Assessment)
class AssessmentAdmin(AllianceRowsAdmin):
    """Assessments of all alliances."""

    list_display = ["name", "alliance", "bank", "bank_version", "status"]
    list_filter = ["bank", "status", "alliance"]
    exclude = ["link"]


@admin.register(OwnBank)
class OwnBankAdmin(AllianceRowsAdmin):
    """Questions that alliances wrote themselves."""

    list_display = ["__str__", "alliance", "version"]
    list_filter = ["alliance"]
