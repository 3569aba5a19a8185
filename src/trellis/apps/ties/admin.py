"""Ties in Django's admin: which waves there are. Answers, and who gave them, are never shown."""

from django.contrib import admin

from trellis.apps.core.admin_base import AllianceRowsAdmin
from trellis.apps.ties.models import RosterEntry, Wave


@admin.register(Wave)
class WaveAdmin(AllianceRowsAdmin):
    """Waves of all alliances."""

    list_display = ["name", "alliance", "kind", "origin", "status", "opens_on"]
    list_filter = ["kind", "origin", "status", "alliance"]


@admin.register(RosterEntry)
class RosterEntryAdmin(AllianceRowsAdmin):
    """Who can be named."""

    list_display = ["name", "wave", "sector", "own_sector", "partner"]
    list_filter = ["alliance"]
    search_fields = ["name"]
