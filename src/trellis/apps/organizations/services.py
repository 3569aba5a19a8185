"""Adds, changes and removes organizations, and says who keeps their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from trellis.apps.alliances.models import Membership
from trellis.apps.core.audit import services as audit
from trellis.apps.core.permissions import directory
from trellis.apps.organizations.models import Organization, OrganizationEditor
from trellis.apps.organizations.provenance import stamp

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

FIELDS: Final = ("name", "alternate_name", "description", "url", "email", "phone", "identifiers")


def create(*, alliance: Alliance, by: User, **values: Any) -> Organization:
    """Adds an organization; `values` are some of FIELDS. A name that is there already is refused."""
    with transaction.atomic():
        directory().lock(alliance)
        organization = Organization(alliance=alliance, **_checked(values))
        _refuse_known_name(organization)
        organization.provenance = stamp({}, (name for name in values if values[name]), by=by)
        organization.save(force_insert=True)
        audit.record(by=by, alliance=alliance, action="organization.created", target=organization)
    return organization


def change(*, organization: Organization, by: User, **values: Any) -> Organization:
    """Changes what is known of an organization."""
    with transaction.atomic():
        directory().lock(organization.alliance)
        stored = Organization.objects.for_alliance(organization.alliance).get(pk=organization.pk)
        before = audit.state(stored, *values)
        for name, value in _checked(values).items():
            setattr(stored, name, value)
        changes = audit.difference(before, audit.state(stored, *values))
        if changes:
            _refuse_known_name(stored)
            stored.provenance = stamp(stored.provenance, changes, by=by)
            stored.save(update_fields=[*changes, "provenance", "changed_at"])
            audit.record(
                by=by,
                alliance=stored.alliance,
                action="organization.changed",
                target=stored,
                changes=changes,
            )
    return stored


def delete(*, organization: Organization, by: User) -> None:
    """Removes an organization; one that has programs stays."""
    with transaction.atomic():
        audit.record(
            by=by, alliance=organization.alliance, action="organization.deleted", target=organization
        )
        try:
            organization.delete()
        except ProtectedError as error:
            raise ValidationError(
                _("%(organization)s has programs. Remove those first, or give them to another organization."),
                params={"organization": organization.name},
            ) from error


def add_editor(*, organization: Organization, user: User, by: User) -> OrganizationEditor:
    """Lets a member of the alliance keep the organization's entries."""
    alliance = organization.alliance
    with transaction.atomic():
        if not Membership.objects.for_alliance(alliance).filter(user=user).exists():
            raise ValidationError(
                _("%(person)s is not a member of the alliance. Send an invitation first."),
                params={"person": str(user)},
            )
        editor, made = OrganizationEditor.objects.get_or_create(
            alliance=alliance, organization=organization, user=user
        )
        if made:
            audit.record(
                by=by,
                alliance=alliance,
                action="organization.editor_added",
                target=organization,
                changes={"editor": {"before": None, "after": str(user)}},
            )
    return editor


def remove_editor(*, editor: OrganizationEditor, by: User) -> None:
    """Lets somebody no longer keep the organization's entries."""
    with transaction.atomic():
        audit.record(
            by=by,
            alliance=editor.alliance,
            action="organization.editor_removed",
            target=editor.organization,
            changes={"editor": {"before": str(editor.user), "after": None}},
        )
        editor.delete()


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"An organization has no {', '.join(sorted(unknown))}.")
    return values


def _refuse_known_name(organization: Organization) -> None:
    """Raises where another organization of the alliance has the name; the alliance must be locked."""
    others = Organization.objects.for_alliance(organization.alliance).exclude(pk=organization.pk)
    if others.filter(name=organization.name).exists():
        raise ValidationError(
            {"name": _("There is an organization called %(name)s already.") % {"name": organization.name}}
        )
