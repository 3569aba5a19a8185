"""Pages of Trellis that the next steps of a bank lead to, by the short name that a bank's file uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go, and what the link says."""

    label: str
    url: str


_PAGES: Final[dict[str, tuple[str, str | Promise]]] = {
    "partners": ("partners:directory", _("Open the partners")),
    "landscape": ("landscape:overview", _("Open the landscape")),
    "map": ("opportunity:map", _("Open the opportunity map")),
    "programs": ("programs:directory", _("Open the programs")),
    "decisions": ("findings:thread", _("Open the decisions")),
    "evidence": ("evidence:list", _("Open the evidence")),
    "readiness": ("readiness:overview", _("Open the assessments")),
    "settings": ("alliances:settings", _("Open the settings")),
}


def register(page: str, url_name: str, label: str | Promise) -> None:
    """Makes a page known to the banks; called from the `ready()` of the app that has it."""
    _PAGES[page] = (url_name, label)


def is_known(page: str) -> bool:
    """Whether banks may name this page."""
    return page in _PAGES


def link(alliance: Alliance, page: str) -> Link | None:
    """The link to a page of this alliance; None where there is no such page (yet)."""
    if page not in _PAGES:
        return None
    url_name, label = _PAGES[page]
    try:
        return Link(str(label), reverse(url_name, kwargs={"alliance": alliance.slug}))
    except NoReverseMatch:
        return None
