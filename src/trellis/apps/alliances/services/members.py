"""Changes who belongs to an alliance."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from trellis.apps.alliances.models import Alliance, Membership
from trellis.apps.core.audit import services as audit
from trellis.apps.core.permissions import Role, directory

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User


def change_role(*, membership: Membership, role: Role, by: "User") -> Membership:
    """Gives a member another role; the last admin stays one."""
    with transaction.atomic():
        stored = _locked(membership)
        if stored.role == role:
            return stored
        if stored.role == Role.ADMIN:
            _keep_an_admin(stored)
        before, stored.role = stored.role, role
        stored.save(update_fields=["role", "changed_at"])
        audit.record(
            by=by,
            alliance=stored.alliance,
            action="member.role_changed",
            target=stored.user,
            changes={"role": {"before": before, "after": stored.role}},
        )
    return stored


def remove(*, membership: Membership, by: "User") -> None:
    """Ends a membership; the last admin can't be removed."""
    with transaction.atomic():
        stored = _locked(membership)
        if stored.role == Role.ADMIN:
            _keep_an_admin(stored)
        audit.record(
            by=by,
            alliance=stored.alliance,
            action="member.removed",
            target=stored.user,
            changes={"role": {"before": stored.role, "after": None}},
        )
        stored.delete()


def _locked(membership: Membership) -> Membership:
    # The alliance is locked, not the row: two admins who demote each other must not both succeed.
    alliance: Alliance = membership.alliance
    directory().lock(alliance)
    return Membership.objects.for_alliance(alliance).select_related("user", "alliance").get(pk=membership.pk)


def _keep_an_admin(leaving: Membership) -> None:
    others = Membership.objects.for_alliance(leaving.alliance).filter(role=Role.ADMIN).exclude(pk=leaving.pk)
    if not others.exists():
        raise ValidationError(
            _("%(person)s is the only admin. Make somebody else an admin first."),
            params={"person": str(leaving.user)},
        )
