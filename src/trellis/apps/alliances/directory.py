"""Tells the core which alliances there are and who is what in them."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from trellis.apps.alliances.models import Alliance, Membership, Network
from trellis.apps.core.permissions import Role

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User


class AllianceDirectory:
    """The directory that `core.permissions` looks in."""

    def alliance(self, slug: str) -> Alliance | None:
        return Alliance.objects.filter(slug=slug).first()

    def role(self, user: "User | AnonymousUser", alliance: Alliance) -> Role:
        if not user.is_authenticated or not user.is_active:
            return Role.PUBLIC
        if alliance.network_id and user.networks.filter(pk=alliance.network_id).exists():
            return Role.NETWORK_ADMIN
        role = (
            Membership.objects.for_alliance(alliance).filter(user=user).values_list("role", flat=True).first()
        )
        return Role(role) if role else Role.PUBLIC

    def runs_alliances(self, user: "User | AnonymousUser") -> bool:
        if not user.is_authenticated or not user.is_active:
            return False
        return user.is_superuser or Network.objects.filter(admins=user).exists()

    def lock(self, alliance: Alliance) -> None:
        # SQLite takes its one write lock when the transaction starts; there this is just a read.
        Alliance.objects.select_for_update().filter(pk=alliance.pk).values_list("pk", flat=True).first()
