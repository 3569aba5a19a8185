"""What the directory's pages share: their tabs, and who may change what."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.navigation import Item
from trellis.apps.programs import queries
from trellis.apps.programs.models import Program, Session, Site


def tabs(request: AllianceRequest, current: str) -> tuple[Item, ...]:
    """The directory's pages that this person may see."""
    pages = (
        ("programs:directory", _("Programs"), Permission.VIEW_PROGRAMS),
        ("programs:organizations", _("Organizations"), Permission.VIEW_PROGRAMS),
        ("programs:sites", _("Sites"), Permission.VIEW_PROGRAMS),
        ("programs:mine", _("My programs"), Permission.EDIT_OWN_PROGRAMS),
        ("program_imports:list", _("Import"), Permission.MANAGE_PROGRAMS),
        ("programs:settings", _("Settings"), Permission.MANAGE_PROGRAMS),
    )
    here = {"alliance": request.alliance.slug}
    return tuple(
        Item(label=label, url=reverse(name, kwargs=here), current=name == f"programs:{current}")
        for name, label, permission in pages
        if request.standing.may(permission)
    )


def url(request: AllianceRequest, name: str, **arguments: object) -> str:
    """The address of a page of the directory."""
    return reverse(f"programs:{name}", kwargs={"alliance": request.alliance.slug, **arguments})


def program_to_edit(request: AllianceRequest, pk: int) -> Program:
    """The program, if this person may change it: staff may, and who keeps its organization's entries."""
    found = queries.editable_programs(request.standing).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such program to change.")
    return found


def session_to_edit(program: Program, pk: int) -> Session:
    """A session of a program that may be changed."""
    found = queries.sessions_of(program).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such session.")
    return found


def site_to_edit(request: AllianceRequest, pk: int) -> Site:
    """The site, if this person may change it."""
    found = queries.editable_sites(request.standing).filter(pk=pk).first()
    if found is None and request.standing.may(Permission.MANAGE_PROGRAMS):
        found = queries.site(request.alliance, pk)
    if found is None:
        raise Http404("There is no such site to change.")
    return found


def site_address(request: AllianceRequest) -> str:
    """Where the site answers, for links in mails: "https://trellis.example.org"."""
    return request.build_absolute_uri("/").rstrip("/")
