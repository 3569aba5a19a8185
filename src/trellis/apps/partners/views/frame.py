"""What the partners' pages share: tabs, addresses, which partner somebody may see or change."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.navigation import Item
from trellis.apps.partners import queries
from trellis.apps.partners.models import Partner
from trellis.apps.partners.visibility import Audience


def tabs(request: AllianceRequest, current: str) -> tuple[Item, ...]:
    """The partners' pages that this person may see."""
    pages = (
        ("partners:directory", _("Partners"), Permission.VIEW_PARTNERS),
        ("partners:mine", _("My organization"), Permission.EDIT_OWN_PARTNER),
        ("partners:leadership", _("Leadership team"), Permission.VIEW_PARTNERS),
        ("hiring:list", _("Hiring needs"), Permission.MANAGE_PARTNERS),
        ("silos:list", _("Silos"), Permission.MANAGE_PARTNERS),
        ("partner_imports:list", _("Import"), Permission.MANAGE_PARTNERS),
        ("partner_merging:overview", _("Listed twice?"), Permission.MANAGE_PARTNERS),
        ("partners:invite_many", _("Invite"), Permission.MANAGE_PARTNERS),
        ("partners:settings", _("Settings"), Permission.MANAGE_PARTNERS),
    )
    here = {"alliance": request.alliance.slug}
    return tuple(
        Item(label=label, url=reverse(name, kwargs=here), current=name == current)
        for name, label, permission in pages
        if request.standing.may(permission)
    )


def url(request: AllianceRequest, name: str, **arguments: object) -> str:
    """The address of a partners' page."""
    return reverse(f"partners:{name}", kwargs={"alliance": request.alliance.slug, **arguments})


def seen_partner(request: AllianceRequest, pk: int) -> tuple[Partner, Audience]:
    """The partner, and as which audience this person sees it; 404 where it isn't there for them."""
    found = queries.seen_partner(request.standing, pk)
    if found is None:
        raise Http404("There is no such partner.")
    return found


def partner_to_edit(request: AllianceRequest, pk: int) -> Partner:
    """The partner with everything, if this person may change it: staff may, and who keeps its profile."""
    may = queries.editable_partners(request.standing).filter(pk=pk).exists()
    found = queries.partner(request.alliance, pk) if may else None
    if found is None:
        raise Http404("There is no such partner to change.")
    return found


def site_address(request: AllianceRequest) -> str:
    """Where the site answers, for links in mails: "https://trellis.example.org"."""
    return request.build_absolute_uri("/").rstrip("/")
