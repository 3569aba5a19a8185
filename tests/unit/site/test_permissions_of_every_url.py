"""Every address of the site, asked for by everybody: who gets in is who the view says it is for.

A view says it with one of the decorators of `core.access`; a view that says nothing fails here. What a role
may do is written out in tests/unit/core/test_permissions.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.factories import (
    AllianceFactory,
    EvidenceFactory,
    InvitationFactory,
    JobFactory,
    MembershipFactory,
    NetworkFactory,
    RegionFactory,
    UserFactory,
    member,
)

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.access import Declaration, For
from trellis.apps.core.permissions import PERMISSIONS_OF, Role

# Addresses of other people's packages: what they allow is asserted below.
THEIRS = ("accounts/", "admin/")


@dataclass(frozen=True)
class Address:
    """One address: its route, the view, the names of its arguments with what they look like."""

    route: str
    view: Callable[..., Any]
    arguments: tuple[tuple[str, str], ...]

    @property
    def declaration(self) -> Declaration | None:
        return getattr(self.view, "access", None)

    def path(self, alliance: Alliance) -> str:
        """The path with the alliance's slug and made-up values for the rest."""
        path = self.route
        for name, kind in self.arguments:
            value = alliance.slug if name == "alliance" else MADE_UP[kind]
            for shape in (f"<{kind}:{name}>", f"<{name}>"):
                path = path.replace(shape, value)
        return f"/{path}"


MADE_UP = {
    "slug": "tulsa-area",
    "str": "made-up",
    "int": "1",
    "path": "made/up",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[Address]:
    """All addresses below a resolver."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield Address(route, entry.callback, tuple(kinds(route)))


def kinds(route: str) -> Iterator[tuple[str, str]]:
    for part in route.split("<")[1:]:
        kind, _colon, name = part.split(">")[0].rpartition(":")
        yield name, kind or "str"


OURS = [
    address
    for address in addresses(get_resolver())
    if address.declaration is not None or not address.route.startswith(THEIRS)
]
INSIDE = [
    address for address in OURS if "<slug:alliance>" in address.route and address.route.startswith("a/")
]


def by_route(address: Address) -> str:
    return address.route or "/"


@pytest.fixture
def alliance(db: None) -> Alliance:
    """An alliance in a network, with one of everything."""
    made = AllianceFactory(network=NetworkFactory())
    RegionFactory(alliance=made)
    EvidenceFactory(alliance=made)
    JobFactory(alliance=made)
    InvitationFactory(alliance=made)
    MembershipFactory(alliance=made, role=Role.ADMIN)
    return made


@pytest.fixture
def everybody(alliance: Alliance) -> dict[str, tuple[User | None, Role]]:
    """One person of each kind, and what they are in the alliance."""
    elsewhere = AllianceFactory()
    return {
        "anonymous": (None, Role.PUBLIC),
        "without alliance": (UserFactory(), Role.PUBLIC),
        "superuser": (UserFactory(is_superuser=True), Role.PUBLIC),
        "admin elsewhere": (member(elsewhere, Role.ADMIN), Role.PUBLIC),
        "network admin elsewhere": (member(elsewhere, Role.NETWORK_ADMIN), Role.PUBLIC),
        **{role.value: (member(alliance, role), role) for role in Role if role is not Role.PUBLIC},
    }


def browser(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user)
    return client


def was_let_in(response: Any) -> bool:
    """Whether `require` let the request through: only then does it know what the person is."""
    return hasattr(response.wsgi_request, "standing")


@pytest.mark.parametrize("address", OURS, ids=by_route)
def test_every_view_says_whom_it_is_for(address: Address) -> None:
    assert address.declaration is not None, f"/{address.route} needs a decorator of trellis.apps.core.access"


@pytest.mark.parametrize("address", INSIDE, ids=by_route)
def test_every_address_inside_an_alliance_asks_for_a_permission(address: Address) -> None:
    assert address.declaration is not None
    assert address.declaration.audience is For.ROLE


@pytest.mark.slow
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address", [a for a in OURS if a.declaration and a.declaration.permission], ids=by_route
)
def test_who_gets_in_is_who_has_the_permission(
    address: Address, method: str, alliance: Alliance, everybody: dict[str, tuple[User | None, Role]]
) -> None:
    assert address.declaration is not None
    for name, (user, role) in everybody.items():
        response = getattr(browser(user), method)(address.path(alliance))
        expected = address.declaration.permission in PERMISSIONS_OF[role]
        assert was_let_in(response) == expected, name
        if not expected:
            assert response.status_code == 404, name


@pytest.mark.parametrize("address", INSIDE, ids=by_route)
def test_an_alliance_that_is_not_there_is_not_there_for_anybody(address: Address, alliance: Alliance) -> None:
    unsaved = AllianceFactory.build(slug="no-such-alliance")
    for user in (None, member(alliance, Role.NETWORK_ADMIN)):
        assert browser(user).get(address.path(unsaved)).status_code == 404


@pytest.mark.parametrize(
    "address", [a for a in OURS if a.declaration and a.declaration.audience is For.SIGNED_IN], ids=by_route
)
def test_a_persons_own_pages_ask_the_public_to_sign_in(address: Address, alliance: Alliance) -> None:
    response = browser(None).get(address.path(alliance))
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    "address", [a for a in OURS if a.declaration and a.declaration.audience is For.OPERATORS], ids=by_route
)
def test_operators_pages_are_for_operators(
    address: Address, alliance: Alliance, everybody: dict[str, tuple[User | None, Role]]
) -> None:
    operators = {"superuser", "network_admin", "network admin elsewhere"}
    for name, (user, _role) in everybody.items():
        status = browser(user).get(address.path(alliance)).status_code
        assert (status == 404) == (name not in operators), name


@pytest.mark.parametrize(
    "address", [a for a in OURS if a.declaration and a.declaration.audience is For.EVERYBODY], ids=by_route
)
def test_public_pages_never_fail(address: Address, alliance: Alliance) -> None:
    for user in (None, UserFactory(), member(alliance, Role.ADMIN)):
        response = browser(user).get(address.path(alliance))
        assert response.status_code in {200, 302, 404, 405}


@pytest.mark.parametrize("address", [a for a in OURS if a.route.startswith("p/")], ids=by_route)
def test_public_links_are_not_there_until_switched_on(address: Address, alliance: Alliance) -> None:
    assert not alliance.public_landscape
    for user in (None, member(alliance, Role.ADMIN)):
        assert browser(user).get(address.path(alliance)).status_code == 404


@pytest.mark.parametrize(
    "address",
    [a for a in addresses(get_resolver()) if a.route.startswith("admin/") and "(?P" not in a.route],
    ids=by_route,
)
def test_the_admin_is_not_there_for_anybody_but_superusers(address: Address, alliance: Alliance) -> None:
    for user in (None, member(alliance, Role.NETWORK_ADMIN)):
        assert browser(user).get(address.path(alliance)).status_code == 404


ACCOUNT_PAGES_OF_THE_PUBLIC = {
    "accounts/login/",
    "accounts/login/code/",
    "accounts/login/code/confirm/",
    "accounts/logout/",
    "accounts/signup/",
    "accounts/inactive/",
    "accounts/confirm-email/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/done/",
    "accounts/2fa/authenticate/",
    "accounts/3rdparty/login/cancelled/",
    "accounts/3rdparty/login/error/",
    "accounts/3rdparty/signup/",
}


@pytest.mark.parametrize(
    "address",
    [
        a
        for a in addresses(get_resolver())
        if a.route.startswith("accounts/")
        and not a.route.startswith("accounts/social/")  # only sends old links on
        and a.declaration is None
        and "<" not in a.route
        and "?" not in a.route
    ],
    ids=by_route,
)
def test_account_pages_ask_the_public_to_sign_in_but_for_the_entrance(
    address: Address, alliance: Alliance
) -> None:
    if address.route in ACCOUNT_PAGES_OF_THE_PUBLIC:
        assert browser(None).get(f"/{address.route}").status_code in {200, 302, 401, 403, 405}
    else:
        response = browser(None).get(f"/{address.route}")
        assert response.status_code == 302
        assert response.url.startswith("/accounts/")
