"""Starts and changes alliances."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trellis.apps.alliances.models import Alliance, Membership, Network
from trellis.apps.core.audit import services as audit
from trellis.apps.core.permissions import Role

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

DETAILS = ("name", "backbone")


def create(
    *,
    name: str,
    by: "User",
    backbone: str = "",
    network: Network | None = None,
    is_demonstration: bool = False,
) -> Alliance:
    """Starts an alliance; whoever starts it is its first admin."""
    with transaction.atomic():
        alliance = Alliance.objects.create(
            name=name,
            slug=free_slug(name),
            backbone=backbone,
            network=network,
            is_demonstration=is_demonstration,
        )
        audit.record(by=by, alliance=alliance, action="alliance.created", target=alliance)
        Membership.objects.create(alliance=alliance, user=by, role=Role.ADMIN)
    return alliance


def change(*, alliance: Alliance, by: "User", name: str, backbone: str) -> Alliance:
    """Changes what an alliance is called. Its address stays: links to it must not break."""
    with transaction.atomic():
        stored = Alliance.objects.select_for_update().get(pk=alliance.pk)
        before = audit.state(stored, *DETAILS)
        stored.name, stored.backbone = name, backbone
        changes = audit.difference(before, audit.state(stored, *DETAILS))
        if changes:
            stored.save(update_fields=[*DETAILS, "changed_at"])
            audit.record(by=by, alliance=stored, action="alliance.changed", target=stored, changes=changes)
    return stored


PUBLIC_PAGES = ("landscape", "programs", "map", "partners")


def publish(*, alliance: Alliance, by: "User", page: str, public: bool) -> Alliance:
    """Opens one of PUBLIC_PAGES to the public, or closes it."""
    if page not in PUBLIC_PAGES:
        raise ValueError(f"There is no public page “{page}”.")
    switch = f"public_{page}"
    with transaction.atomic():
        stored = Alliance.objects.select_for_update().get(pk=alliance.pk)
        if getattr(stored, switch) != public:
            setattr(stored, switch, public)
            stored.save(update_fields=[switch, "changed_at"])
            audit.record(
                by=by,
                alliance=stored,
                action=f"alliance.{page}_published" if public else f"alliance.{page}_withdrawn",
                target=stored,
                changes={switch: {"before": not public, "after": public}},
            )
    return stored


def free_slug(name: str) -> str:
    """A short name for addresses that no alliance has: from the name, with a number where needed."""
    stem = slugify(name)[:50] or _("alliance")
    taken = set(Alliance.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(f"{stem}-{number}" for number in range(2, len(taken) + 3) if f"{stem}-{number}" not in taken)
