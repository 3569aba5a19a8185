"""Reads organizations and who keeps their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trellis.apps.alliances.models import Membership
from trellis.apps.core.permissions import Permission
from trellis.apps.organizations.models import Organization, OrganizationEditor

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.permissions import Standing


def organizations_of(alliance: Alliance) -> QuerySet[Organization]:
    """The alliance's organizations, by name."""
    return Organization.objects.for_alliance(alliance)


def organization(alliance: Alliance, pk: int) -> Organization | None:
    """One organization of the alliance."""
    return organizations_of(alliance).select_related("alliance").filter(pk=pk).first()


def editable_by(standing: Standing) -> QuerySet[Organization]:
    """The organizations whose entries somebody may change: all for staff, else those they keep."""
    found = organizations_of(standing.alliance)
    if standing.may(Permission.MANAGE_PROGRAMS):
        return found
    if not standing.may(Permission.EDIT_OWN_PROGRAMS):
        return found.none()
    return found.filter(pk__in=_kept_by(standing.alliance, standing.user.pk))


def kept_by(alliance: Alliance, user: User) -> QuerySet[Organization]:
    """The organizations whose entries somebody keeps, whatever their role."""
    return organizations_of(alliance).filter(pk__in=_kept_by(alliance, user.pk))


def editors_of(organization: Organization) -> QuerySet[OrganizationEditor]:
    """Who keeps the organization's entries."""
    return (
        OrganizationEditor.objects.for_alliance(organization.alliance)
        .filter(organization=organization)
        .select_related("user")
        .order_by("user__full_name", "user__email")
    )


def possible_editors(organization: Organization) -> QuerySet[Membership]:
    """The alliance's members who don't keep the organization's entries yet."""
    return (
        Membership.objects.for_alliance(organization.alliance)
        .select_related("user")
        .exclude(user__in=editors_of(organization).order_by().values("user_id"))
    )


def _kept_by(alliance: Alliance, user_id: int | None) -> QuerySet[OrganizationEditor, int]:
    rows: QuerySet[OrganizationEditor, int] = (
        OrganizationEditor.objects.for_alliance(alliance)
        .filter(user_id=user_id)
        .values_list("organization_id", flat=True)
    )
    return rows
