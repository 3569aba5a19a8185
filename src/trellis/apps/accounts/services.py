"""Writes accounts."""

from django.db import transaction

from trellis.apps.accounts.models import User
from trellis.apps.core.audit import services as audit


def change_profile(*, user: User, by: User, full_name: str, preferred_language: str) -> User:
    """Changes what a person says about themselves."""
    with transaction.atomic():
        stored = User.objects.select_for_update().get(pk=user.pk)
        before = audit.state(stored, "full_name", "preferred_language")
        stored.full_name = full_name
        stored.preferred_language = preferred_language
        changes = audit.difference(before, audit.state(stored, "full_name", "preferred_language"))
        if changes:
            stored.save(update_fields=["full_name", "preferred_language", "changed_at"])
            audit.record(by=by, alliance=None, action="profile.changed", target=stored, changes=changes)
    return stored
