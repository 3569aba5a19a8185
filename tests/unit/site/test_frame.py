"""What surrounds every page: headers, navigation, the admin, and whether the site is up."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from tests.factories import AllianceFactory, MembershipFactory, RegionFactory, UserFactory, member

from trellis.apps.accounts.models import User
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db


def test_pages_carry_the_policy(client: Client) -> None:
    headers = client.get("/").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("role", "seen", "hidden"),
    [
        (Role.PARTNER_EDITOR, ["landscape:overview", "evidence:list"], ["alliances:members", "jobs:list"]),
        (Role.STAFF, ["alliances:regions", "jobs:list"], ["alliances:members", "audit:list"]),
        (Role.ADMIN, ["alliances:members", "alliances:settings", "audit:list"], []),
    ],
)
def test_the_navigation_shows_what_a_role_may_open(
    role: Role, seen: list[str], hidden: list[str], signed_in_as: Callable[[User], Client]
) -> None:
    alliance = RegionFactory().alliance
    page = (
        signed_in_as(member(alliance, role))
        .get(reverse("evidence:list", args=[alliance.slug]))
        .content.decode()
    )
    for name in seen:
        assert f'href="{reverse(name, args=[alliance.slug])}"' in page
    for name in hidden:
        assert f'href="{reverse(name, args=[alliance.slug])}"' not in page


def test_the_account_menu_leads_to_the_tools_where_there_is_no_side_bar(
    signed_in_as: Callable[[User], Client],
) -> None:
    alliance = RegionFactory().alliance
    page = signed_in_as(member(alliance, Role.ADMIN)).get(alliance.get_absolute_url()).content.decode()
    menu = page.partition("menu menu--end")[2].partition("</details>")[0]
    for name in ("jobs:list", "alliances:regions", "alliances:settings", "audit:list"):
        assert f'href="{reverse(name, args=[alliance.slug])}"' in menu


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/accounts/login/?next=/x/", "/accounts/login/?next=/x/"),
        ("http://elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_after_a_form_the_language_is_switched_where_the_form_stood(
    came_from: str, back: str, client: Client
) -> None:
    refused = client.post(reverse("account_login"), {}, headers={"referer": came_from} if came_from else {})
    assert f'name="next" value="{back}"' in refused.content.decode()


def test_an_address_that_only_takes_forms_says_so_on_a_page(client: Client) -> None:
    response = client.get(reverse("accounts:language"))
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "There is nothing to read at this address" in response.content.decode()


@pytest.mark.parametrize("name", ["overview", "occupations"])
def test_the_public_is_told_that_a_demonstration_is_one(name: str, client: Client) -> None:
    alliance = RegionFactory(alliance=AllianceFactory(is_demonstration=True, public_landscape=True)).alliance
    page = client.get(reverse(f"public_landscape:{name}", args=[alliance.slug])).content.decode()
    assert "A demonstration:" in page


def test_who_is_in_two_alliances_can_switch(signed_in_as: Callable[[User], Client]) -> None:
    user = member(RegionFactory().alliance, Role.STAFF)
    other = MembershipFactory(user=user, alliance=AllianceFactory(name="The Other One")).alliance
    here = user.memberships.across_alliances().exclude(alliance=other).get().alliance
    page = signed_in_as(user).get(reverse("evidence:list", args=[here.slug])).content.decode()
    assert other.get_absolute_url() in page


def test_an_address_that_is_not_there_offers_to_sign_in(client: Client) -> None:
    response = client.get("/a/somewhere/")
    assert response.status_code == 404
    assert reverse("account_login") in response.content.decode()


def test_the_chosen_language_wins_over_the_browsers(signed_in_as: Callable[[User], Client]) -> None:
    client = signed_in_as(UserFactory(preferred_language="es"))
    assert 'lang="es"' in client.get("/", headers={"accept-language": "en"}).content.decode()


def test_health_is_told_to_anybody(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_health_is_not_claimed_without_a_database(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError):
        assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize(
    "model",
    [
        "core/auditentry",
        "core/evidence",
        "core/job",
        "accounts/user",
        "alliances/alliance",
        "alliances/region",
    ],
)
def test_superusers_look_at_records_of_all_alliances(
    model: str, signed_in_as: Callable[[User], Client]
) -> None:
    RegionFactory(name="A region")
    response = signed_in_as(UserFactory(is_superuser=True)).get(f"/admin/{model}/")
    assert response.status_code == 200


def test_locking_somebody_out_is_audited(signed_in_as: Callable[[User], Client]) -> None:
    from trellis.apps.core.audit.models import AuditEntry

    user = UserFactory()
    signed_in_as(UserFactory(is_superuser=True)).post(f"/admin/accounts/user/{user.pk}/change/", {})
    user.refresh_from_db()
    assert not user.is_active
    entry = AuditEntry.objects.across_alliances().get()
    assert entry.changes == {"is_active": {"before": True, "after": False}}
