"""Which pages there are, for whom, and what the frame around every page shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from trellis.apps.alliances import queries
from trellis.apps.core.permissions import Permission, Standing
from trellis.apps.core.ui.navigation import Entry, Item, stages

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the navigation of an alliance offers to those who have `permission`."""

    stage: str
    label: str | Promise
    url_name: str
    permission: Permission

    def url(self, standing: Standing) -> str | None:
        """Its address; None for those who may not see it."""
        if not standing.may(self.permission):
            return None
        return reverse(self.url_name, kwargs={"alliance": standing.alliance.slug})


PAGES = (
    Page("see", _("Landscape"), "landscape:overview", Permission.VIEW_LANDSCAPE),
    Page("see", _("K-12 pipeline"), "landscape:pipeline", Permission.VIEW_LANDSCAPE),
    Page("see", _("Opportunity map"), "opportunity:map", Permission.VIEW_OPPORTUNITY),
    Page("gather", _("Partners"), "partners:directory", Permission.VIEW_PARTNERS),
    Page("gather", _("My organization"), "partners:mine", Permission.EDIT_OWN_PARTNER),
    Page("gather", _("Readiness"), "readiness:overview", Permission.VIEW_READINESS),
    Page("gather", _("Network"), "network:picture", Permission.VIEW_TIES),
    Page("gather", _("Survey waves"), "ties:waves", Permission.VIEW_TIES),
    Page("gather", _("Members"), "alliances:members", Permission.MANAGE_MEMBERS),
    Page("act", _("Programs"), "programs:directory", Permission.VIEW_PROGRAMS),
    Page("act", _("My programs"), "programs:mine", Permission.EDIT_OWN_PROGRAMS),
    Page("learn", _("Evidence"), "evidence:list", Permission.VIEW_EVIDENCE),
    Page("thread", _("Decisions"), "findings:thread", Permission.VIEW_LANDSCAPE),
)

TOOLS = (
    Page("tools", _("Jobs"), "jobs:list", Permission.VIEW_JOBS),
    Page("tools", _("Regions"), "alliances:regions", Permission.MANAGE_REGIONS),
    Page("tools", _("Settings"), "alliances:settings", Permission.MANAGE_ALLIANCE),
    Page("tools", _("Audit"), "audit:list", Permission.READ_AUDIT),
)

ACCOUNT = (
    (_("Profile"), "accounts:profile"),
    (_("E-mail address"), "account_email"),
    (_("Password"), "account_change_password"),
    (_("Two-factor authentication"), "mfa_index"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the frame of a page shows, and who is looking.

    `alliance`, `role`, `permissions` are those of a page inside an alliance, else None, None and empty.
    """
    standing: Standing | None = getattr(request, "standing", None)
    user = getattr(request, "user", None)
    context: dict[str, Any] = {
        "alliance": getattr(request, "alliance", None),
        "role": standing.role if standing else None,
        "permissions": standing.permissions if standing else frozenset(),
        "navigation": (),
        "home": None,
        "tools": (),
        "alliance_choices": (),
        "account_links": (),
        "sign_in_url": reverse("account_login"),
        "sign_out_url": reverse("account_logout"),
        "search_url": None,
        "languages": tuple(
            (code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES
        ),
        "language_url": reverse("accounts:language"),
        "here_url": page_to_return_to(request),
        "illustrative": "",
        "sources_url": None,
    }
    shown = _shown(request)
    if shown is not None:
        context["illustrative"] = shown.demonstration_notice
    if standing is not None:
        context.update(_inside(standing, request.path))
    if user is not None and user.is_authenticated:
        context["account_links"] = _items([(label, reverse(name)) for label, name in ACCOUNT], request.path)
        context["alliance_choices"] = _choices(user, standing)
    return context


def page_to_return_to(request: HttpRequest) -> str:
    """The address under which this page can be asked for again.

    A page that answers a form may stand under an address that takes forms only; it is where the form stood
    that can be asked for again.
    """
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(came_from)
        return parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    return "/"


def _inside(standing: Standing, path: str) -> dict[str, Any]:
    """What the frame of a page inside an alliance shows beyond that of any page."""
    alliance = standing.alliance
    found: dict[str, Any] = {
        "navigation": stages(
            (Entry(page.stage, page.label, lambda page=page: page.url(standing)) for page in PAGES),  # type: ignore[misc]
            path=path,
        ),
        "tools": _items(
            [(page.label, url) for page in TOOLS if (url := page.url(standing)) is not None], path
        ),
    }
    if standing.may(Permission.VIEW_ALLIANCE):
        home = alliance.get_absolute_url()
        found["search_url"] = reverse("search", kwargs={"alliance": alliance.slug})
        found["home"] = Item(label=str(_("This week")), url=home, current=path == home)
    return found


def _shown(request: HttpRequest) -> "Alliance | None":
    """The alliance whose page this is: a member's, or the public's, whose address names it."""
    inside: Alliance | None = getattr(request, "alliance", None)
    if inside is not None or request.resolver_match is None:
        return inside
    slug = request.resolver_match.kwargs.get("alliance", "")
    return queries.public_alliance(slug) if slug else None


def _items(links: list[tuple[str | Promise, str]], path: str) -> tuple[Item, ...]:
    """Links as items; the one with the longest address that `path` begins with is current."""
    current = max((url for _label, url in links if path.startswith(url)), key=len, default=None)
    return tuple(Item(label=str(label), url=url, current=url == current) for label, url in links)


def _choices(user: "User", standing: Standing | None) -> tuple[Item, ...]:
    """The alliances that this person can switch to."""
    here = standing.alliance.pk if standing else None
    return tuple(
        Item(label=alliance.name, url=alliance.get_absolute_url(), current=alliance.pk == here)
        for alliance in queries.alliances_of(user)
    )
