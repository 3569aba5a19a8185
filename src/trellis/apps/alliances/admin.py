"""Alliances in Django's admin. Networks are made here: it happens once in years."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from trellis.apps.alliances.models import Alliance, Invitation, Membership, Network, Region
from trellis.apps.core.admin_base import AllianceRowsAdmin
from trellis.apps.core.audit import services as audit


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin[Network]):
    """Networks and their admins."""

    list_display = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    filter_horizontal = ["admins"]

    def has_delete_permission(self, request: HttpRequest, obj: Network | None = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        network: Network = form.instance
        before = sorted(network.admins.values_list("email", flat=True))
        super().save_related(request, form, formsets, change)
        changes = audit.difference(
            {"admins": before}, {"admins": sorted(network.admins.values_list("email", flat=True))}
        )
        if request.user.is_authenticated:
            action = "network.changed" if change else "network.created"
            audit.record(by=request.user, alliance=None, action=action, target=network, changes=changes)


@admin.register(Alliance)
class AllianceAdmin(admin.ModelAdmin[Alliance]):
    """Alliances: an operator can put one into a network."""

    list_display = ["name", "slug", "network", "public_landscape", "created_at"]
    list_filter = ["network", "public_landscape"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "backbone", "network", "public_landscape", "is_demonstration"]
    readonly_fields = ["name", "slug", "backbone", "public_landscape", "is_demonstration"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Alliance | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Alliance, form: Any, change: bool) -> None:
        before = audit.state(Alliance.objects.get(pk=obj.pk), "network")
        super().save_model(request, obj, form, change)
        changes = audit.difference(before, audit.state(obj, "network"))
        if changes and request.user.is_authenticated:
            audit.record(
                by=request.user, alliance=obj, action="alliance.network_changed", target=obj, changes=changes
            )


@admin.register(Membership)
class MembershipAdmin(AllianceRowsAdmin):
    """Who is in which alliance."""

    list_display = ["user", "alliance", "role"]
    list_filter = ["role"]


@admin.register(Invitation)
class InvitationAdmin(AllianceRowsAdmin):
    """Who was invited."""

    list_display = ["email", "alliance", "role", "sent_at", "expires_at", "used_at"]
    exclude = ["token_hash"]


@admin.register(Region)
class RegionAdmin(AllianceRowsAdmin):
    """Regions of all alliances."""

    list_display = ["name", "alliance", "is_home"]
