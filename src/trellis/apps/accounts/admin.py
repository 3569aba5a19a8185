"""Accounts in Django's admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from trellis.apps.accounts.models import User
from trellis.apps.core.audit import services as audit


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """People: an operator can lock somebody out, or make another operator."""

    list_display = ["email", "full_name", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["email", "full_name"]
    fields = ["email", "full_name", "preferred_language", "is_active", "is_superuser", "last_login"]
    readonly_fields = ["email", "full_name", "preferred_language", "last_login"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        before = audit.state(User.objects.get(pk=obj.pk), "is_active", "is_superuser")
        super().save_model(request, obj, form, change)
        changes = audit.difference(before, audit.state(obj, "is_active", "is_superuser"))
        if changes and request.user.is_authenticated:
            audit.record(by=request.user, alliance=None, action="user.changed", target=obj, changes=changes)
