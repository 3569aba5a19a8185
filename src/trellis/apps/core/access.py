"""Who a view is for. Every view says it with one of these decorators; a test walks all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from trellis.apps.core.permissions import Permission, Standing, directory, standing

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """A request that `signed_in` or `operators` let in."""

    user: "User"


class AllianceRequest(HttpRequest):
    """A request that `require` let in: it knows the alliance and what the person is in it."""

    user: "User"
    alliance: "Alliance"
    standing: Standing
    htmx: "HtmxDetails"


class For(StrEnum):
    """For whom a view is."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    OPERATORS = "operators"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a view says about who may see it."""

    audience: For
    permission: Permission | None = None


def _declare(view: View, declaration: Declaration) -> View:
    view.access = declaration  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """The view is for everybody, signed in or not. It sees to its own switches (a public link, a token)."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _declare(inner, Declaration(For.EVERYBODY))


def signed_in(view: View) -> View:
    """The view is a person's own; who isn't signed in is asked to."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return _declare(inner, Declaration(For.SIGNED_IN))


def operators(view: View) -> View:
    """The view is for those who start alliances: superusers and network admins. Others get 404."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not directory().runs_alliances(request.user):
            raise Http404("Only operators can see this.")
        return view(request, *args, **kwargs)

    return _declare(inner, Declaration(For.OPERATORS))


def require(permission: Permission) -> Callable[[View], View]:
    """The view is for those whose role in the alliance of the URL has `permission`. Others get 404.

    Takes the `alliance` slug out of the URL's arguments; the view finds `request.alliance` and
    `request.standing`. Put it outermost, so that nothing about the page shows before it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: AllianceRequest, *args: Any, alliance: str, **kwargs: Any) -> HttpResponseBase:
            found = directory().alliance(alliance)
            if found is None:
                raise Http404("There is no such alliance.")
            who = standing(request.user, found)
            if not who.may(permission):
                raise Http404("This page is not meant for your role.")
            request.alliance = found
            request.standing = who
            return view(request, *args, **kwargs)

        return _declare(inner, Declaration(For.ROLE, permission))

    return decorate
