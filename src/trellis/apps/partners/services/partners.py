"""Adds partners, changes their profiles, says whether they are still partners."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.permissions import directory
from trellis.apps.organizations import services as organizations
from trellis.apps.organizations.models import Organization
from trellis.apps.organizations.provenance import stamp
from trellis.apps.partners import codes
from trellis.apps.partners.models import Partner
from trellis.apps.partners.services.writing import alter, check_names, check_row, locked, record, refuse
from trellis.apps.partners.visibility import FIELDS
from trellis.apps.partners.vocabulary import Visibility

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

PROFILE: Final = (
    "sector",
    "since",
    "grade_bands",
    "fields",
    "groups",
    "counties",
    "districts",
    "zip_codes",
    "reach_young_people",
    "reach_educators",
    "reach_places",
)
"""What `create` and `change` set of a partner itself."""


def create(
    *,
    alliance: Alliance,
    by: User,
    name: str,
    sector: str,
    status: str = Partner.Status.ACTIVE,
    about: dict[str, Any] | None = None,
    **profile: Any,
) -> Partner:
    """Makes an organization a partner; adds the organization where none of the alliance has its name.

    `about` are values of the organization (services of organizations say which), `profile` some of PROFILE.
    """
    check_names(profile, PROFILE)
    with transaction.atomic():
        directory().lock(alliance)
        known = Organization.objects.for_alliance(alliance).filter(name=name).first()
        if known is not None and Partner.objects.for_alliance(alliance).filter(organization=known).exists():
            raise refuse("name", _("%(name)s is in the list of partners already.") % {"name": name})
        partner = Partner(
            alliance=alliance, sector=sector, status=status, **codes.checked(profile, of=alliance)
        )
        check_row(partner, ["sector", "status", *profile])
        if known is None:
            partner.organization = organizations.create(alliance=alliance, by=by, name=name, **(about or {}))
        else:
            given = {field: value for field, value in (about or {}).items() if value}
            partner.organization = organizations.change(organization=known, by=by, **given)
        stated = ("sector", *(field for field, value in profile.items() if value))
        partner.provenance = stamp({}, stated, by=by)
        partner.save(force_insert=True)
        record(partner, action="partner.created", by=by)
    return partner


def change(*, partner: Partner, by: User, **values: Any) -> Partner:
    """Changes some of PROFILE; codes that aren't ours are refused beside their field."""
    check_names(values, PROFILE)
    with transaction.atomic():
        stored = locked(partner)
        changes = alter(stored, codes.checked(values, of=partner.alliance, present=stored))
        if changes:
            stored.provenance = stamp(stored.provenance, changes, by=by)
            stored.save(update_fields=["provenance", "changed_at"])
            record(stored, action="partner.changed", by=by, changes=changes)
    return stored


def change_organization(*, partner: Partner, by: User, **values: Any) -> Organization:
    """Changes what is known of the partner's organization: its name, what it does, how to reach it."""
    return organizations.change(organization=partner.organization, by=by, **values)


def confirm(*, partner: Partner, by: User | None, on: date | None = None) -> Partner:
    """Says that all of a profile is true; `by` is None for an answer by mail without an account."""
    day = on or timezone.localdate()
    with transaction.atomic():
        stored = locked(partner)
        if stored.confirmed_on is None or stored.confirmed_on < day:
            changes = alter(stored, {"confirmed_on": day})
            record(stored, action="partner.confirmed", by=by, changes=changes)
    return stored


def set_status(*, partner: Partner, status: str, by: User, on: date | None = None) -> Partner:
    """Makes a prospect a partner, pauses one, says that one has left, or takes it back.

    The days follow: who becomes active and has no first day gets today, who leaves gets a last one.
    """
    day = on or timezone.localdate()
    with transaction.atomic():
        stored = locked(partner)
        values: dict[str, Any] = {"status": status}
        if status == Partner.Status.LEFT:
            values["left_on"] = stored.left_on or day
        elif stored.status == Partner.Status.LEFT:
            values["left_on"] = None
        if status == Partner.Status.ACTIVE and stored.since is None and stored.status != status:
            values["since"] = day
        changes = alter(stored, values)
        if changes:
            record(stored, action="partner.status_changed", by=by, changes=changes)
    return stored


def set_backbone(*, partner: Partner, is_backbone: bool, by: User) -> Partner:
    """Says whether a partner is the alliance's backbone organization."""
    with transaction.atomic():
        stored = locked(partner)
        changes = alter(stored, {"is_backbone": is_backbone})
        if changes:
            record(stored, action="partner.backbone_changed", by=by, changes=changes)
    return stored


def set_visibility(*, partner: Partner, by: User, **levels: str) -> Partner:
    """Says who sees which of `visibility.FIELDS`; fields that aren't named stay as they are."""
    check_names(levels, FIELDS)
    for field, level in levels.items():
        if level not in Visibility.values:
            raise refuse(field, _("Choose who sees this."))
    with transaction.atomic():
        stored = locked(partner)
        before = {name: stored.visibility.get(name, FIELDS[name].default.value) for name in levels}
        changes = {
            name: {"before": before[name], "after": str(level)}
            for name, level in levels.items()
            if before[name] != level
        }
        if changes:
            stored.visibility = {**stored.visibility, **{name: str(level) for name, level in levels.items()}}
            stored.save(update_fields=["visibility", "changed_at"])
            record(stored, action="partner.visibility_changed", by=by, changes=changes)
    return stored
