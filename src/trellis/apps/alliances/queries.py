"""Reads alliances, their members, invitations and regions."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from trellis.apps.alliances.models import Alliance, Invitation, Membership, Network, Region

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User


def alliances_of(user: "User") -> QuerySet[Alliance]:
    """The alliances that a person can open: as a member, or as an admin of their network."""
    return (
        Alliance.objects.filter(
            Q(pk__in=Membership.objects.across_alliances().filter(user=user).values("alliance_id"))
            | Q(network__in=Network.objects.filter(admins=user))
        )
        .distinct()
        .order_by("name")
    )


def alliances_with_public_pages() -> QuerySet[Alliance]:
    """The alliances that opened a page to the public."""
    opened = Q(public_landscape=True) | Q(public_programs=True) | Q(public_map=True) | Q(public_partners=True)
    return Alliance.objects.filter(opened)


def public_alliance(slug: str, page: str | None = None) -> Alliance | None:
    """The alliance with this short name, if it opened `page` (one of `PUBLIC_PAGES`) to the public.

    Without a page: if it opened any.
    """
    opened = alliances_with_public_pages().filter(slug=slug)
    return opened.filter(**{f"public_{page}": True}).first() if page else opened.first()


def regions_of(alliance: Alliance) -> QuerySet[Region]:
    """The alliance's regions, its own first."""
    return Region.objects.for_alliance(alliance)


def region(alliance: Alliance, slug: str) -> Region | None:
    """One region of the alliance."""
    return regions_of(alliance).select_related("alliance").filter(slug=slug).first()


def home_region(alliance: Alliance) -> Region | None:
    """The region that the alliance is for; None until it is set up."""
    return regions_of(alliance).filter(is_home=True).first()


def members_of(alliance: Alliance) -> QuerySet[Membership]:
    """The alliance's members with their persons."""
    return Membership.objects.for_alliance(alliance).select_related("user")


def open_invitations(alliance: Alliance) -> QuerySet[Invitation]:
    """Invitations that nobody has used, expired ones too."""
    return Invitation.objects.for_alliance(alliance).filter(used_at__isnull=True).select_related("invited_by")


def invitation_by_token(token: str) -> Invitation | None:
    """The open invitation with this token."""
    found = (
        Invitation.objects.across_alliances()
        .select_related("alliance", "invited_by")
        .filter(token_hash=Invitation.hash_of(token))
        .first()
    )
    return found if found and found.is_open else None


def networks_run_by(user: "User") -> QuerySet[Network]:
    """The networks whose admin this person is; all of them for superusers."""
    return Network.objects.all() if user.is_superuser else Network.objects.filter(admins=user)
