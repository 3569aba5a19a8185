"""Roles, permissions, and which role has which."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from rules.permissions import add_perm, has_perm
from rules.predicates import is_active, predicate

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance


class Role(models.TextChoices):
    """What somebody is to an alliance, from least to most."""

    PUBLIC = "public", _("Public")
    PARTNER_EDITOR = "partner_editor", _("Partner editor")
    CONTRIBUTOR = "contributor", _("Contributor")
    STAFF = "staff", _("Backbone staff")
    ADMIN = "admin", _("Alliance admin")
    NETWORK_ADMIN = "network_admin", _("Network admin")


# A member has one of these; the public has none, and a network's admins have theirs from the network.
MEMBER_ROLES = (Role.PARTNER_EDITOR, Role.CONTRIBUTOR, Role.STAFF, Role.ADMIN)


class Permission(StrEnum):
    """What a page or an action asks for."""

    VIEW_ALLIANCE = "view_alliance"
    VIEW_LANDSCAPE = "view_landscape"
    VIEW_PROGRAMS = "view_programs"
    EDIT_OWN_PROGRAMS = "edit_own_programs"
    MANAGE_PROGRAMS = "manage_programs"
    VIEW_OPPORTUNITY = "view_opportunity"
    VIEW_PARTNERS = "view_partners"
    EDIT_OWN_PARTNER = "edit_own_partner"
    MANAGE_PARTNERS = "manage_partners"
    VIEW_READINESS = "view_readiness"
    MANAGE_READINESS = "manage_readiness"
    VIEW_TIES = "view_ties"
    MANAGE_TIES = "manage_ties"
    VIEW_EVIDENCE = "view_evidence"
    VIEW_JOBS = "view_jobs"
    RUN_JOBS = "run_jobs"
    ANSWER_RECOMMENDATIONS = "answer_recommendations"
    MANAGE_REGIONS = "manage_regions"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_ALLIANCE = "manage_alliance"
    READ_AUDIT = "read_audit"


_PARTNER_EDITOR = frozenset(
    {
        Permission.VIEW_ALLIANCE,
        Permission.VIEW_LANDSCAPE,
        Permission.VIEW_PROGRAMS,
        Permission.EDIT_OWN_PROGRAMS,
        Permission.VIEW_OPPORTUNITY,
        Permission.VIEW_PARTNERS,
        Permission.EDIT_OWN_PARTNER,
        Permission.VIEW_EVIDENCE,
    }
)
_CONTRIBUTOR = _PARTNER_EDITOR | {
    Permission.VIEW_JOBS,
    Permission.VIEW_READINESS,
    Permission.VIEW_TIES,
}
_STAFF = _CONTRIBUTOR | {
    Permission.RUN_JOBS,
    Permission.ANSWER_RECOMMENDATIONS,
    Permission.MANAGE_PROGRAMS,
    Permission.MANAGE_PARTNERS,
    Permission.MANAGE_READINESS,
    Permission.MANAGE_TIES,
    Permission.MANAGE_REGIONS,
}
_ADMIN = _STAFF | {Permission.MANAGE_MEMBERS, Permission.MANAGE_ALLIANCE, Permission.READ_AUDIT}

PERMISSIONS_OF: dict[Role, frozenset[Permission]] = {
    Role.PUBLIC: frozenset(),
    Role.PARTNER_EDITOR: _PARTNER_EDITOR,
    Role.CONTRIBUTOR: _CONTRIBUTOR,
    Role.STAFF: _STAFF,
    Role.ADMIN: _ADMIN,
    Role.NETWORK_ADMIN: _ADMIN,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What `user` is in `alliance`."""

    user: "User | AnonymousUser"
    alliance: "Alliance"
    role: Role

    def may(self, permission: Permission) -> bool:
        """Whether this person may do what `permission` names in this alliance."""
        return bool(has_perm(permission.value, self.user, self))

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that this person may do in this alliance."""
        return frozenset(permission for permission in Permission if self.may(permission))


def role_grants(permission: Permission) -> Any:
    """The predicate that is true where somebody's role has `permission`."""

    @predicate(f"role_grants:{permission.value}")  # type: ignore[untyped-decorator]
    def granted(user: Any, standing: Standing | None) -> bool:
        return standing is not None and permission in PERMISSIONS_OF[standing.role]

    return granted


for _permission in Permission:
    add_perm(_permission.value, role_grants(_permission) & is_active)


class Directory(Protocol):
    """Knows alliances and who is what in them; the alliances app, which is above this one, provides it.

    `runs_alliances`: may start new ones. `lock`: keeps other writers waiting until the transaction ends.
    """

    def alliance(self, slug: str) -> "Alliance | None": ...

    def role(self, user: "User | AnonymousUser", alliance: "Alliance") -> Role: ...

    def runs_alliances(self, user: "User | AnonymousUser") -> bool: ...

    def lock(self, alliance: "Alliance") -> None: ...


_directory: Directory | None = None


def set_directory(directory: Directory) -> None:
    """Names the directory that permissions are looked up in; called once when the site starts."""
    global _directory
    _directory = directory


def directory() -> Directory:
    """The directory of alliances and roles."""
    if _directory is None:
        raise RuntimeError(
            "No directory of alliances: trellis.apps.alliances is missing from INSTALLED_APPS."
        )
    return _directory


def standing(user: "User | AnonymousUser", alliance: "Alliance") -> Standing:
    """What `user` is in `alliance`: one query."""
    return Standing(user, alliance, directory().role(user, alliance))
