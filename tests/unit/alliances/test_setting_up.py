"""A new alliance is led through four steps; after that its home tells the week."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import (
    AllianceFactory,
    EvidenceFactory,
    NetworkFactory,
    RegionFactory,
    UserFactory,
    member,
)

from trellis.apps.accounts.models import User
from trellis.apps.alliances import queries
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db


def test_the_public_is_told_what_this_is_and_which_pages_are_open(client: Client) -> None:
    AllianceFactory(name="Open Alliance", public_landscape=True)
    AllianceFactory(name="Closed Alliance")
    page = client.get("/").content.decode()
    assert "Open Alliance" in page
    assert "Closed Alliance" not in page
    assert reverse("account_login") in page


def test_a_member_of_one_alliance_goes_straight_to_it(signed_in_as: Callable[[User], Client]) -> None:
    alliance = AllianceFactory()
    assert signed_in_as(member(alliance, Role.CONTRIBUTOR)).get("/").url == alliance.get_absolute_url()


def test_somebody_without_an_alliance_is_told_how_to_get_into_one(
    signed_in_as: Callable[[User], Client],
) -> None:
    page = signed_in_as(UserFactory()).get("/").content.decode()
    assert "not in an alliance yet" in page
    assert reverse("alliances:start") not in page


def test_a_superuser_starts_an_alliance_and_sets_it_up(signed_in_as: Callable[[User], Client]) -> None:
    client = signed_in_as(UserFactory(is_superuser=True))
    started = client.post(reverse("alliances:start"), {"name": "Lake Country", "backbone": ""})
    alliance = Alliance.objects.get()
    setup = reverse("alliances:setup", args=["lake-country"])
    assert started.url == setup
    assert "0 of 4 steps" in client.get(setup).content.decode()

    details = {"name": "Lake Country", "backbone": "The Foundation", "from": "setup"}
    assert client.post(reverse("alliances:settings", args=[alliance.slug]), details).url == setup
    area = {"area": ["0046140"], "save": "1", "from": "setup"}
    assert client.post(reverse("alliances:region_new", args=[alliance.slug]), area).url == setup
    invited = {"email": "a@example.org", "role": "staff", "from": "setup"}
    assert client.post(reverse("alliances:members", args=[alliance.slug]), invited).url == setup
    assert "You are ready" in client.get(setup).content.decode()


def test_a_network_admin_starts_alliances_in_their_network_only(
    signed_in_as: Callable[[User], Client],
) -> None:
    mine, other = NetworkFactory(), NetworkFactory()
    user = UserFactory()
    mine.admins.add(user)
    client = signed_in_as(user)
    for network, status in ((other, 200), (mine, 302)):
        form = {"name": "New", "backbone": "", "network": network.pk}
        assert client.post(reverse("alliances:start"), form).status_code == status
    assert Alliance.objects.get().network == mine


def test_the_first_visit_leads_to_set_up_and_the_second_does_not(
    signed_in_as: Callable[[User], Client],
) -> None:
    alliance = AllianceFactory()
    client = signed_in_as(member(alliance, Role.ADMIN))
    setup = reverse("alliances:setup", args=[alliance.slug])
    assert client.get(alliance.get_absolute_url()).url == setup
    client.get(setup)
    assert "Go on with set-up" in client.get(alliance.get_absolute_url()).content.decode()


def test_who_can_not_set_up_is_told_that_it_is_being_done(signed_in_as: Callable[[User], Client]) -> None:
    alliance = AllianceFactory()
    page = (
        signed_in_as(member(alliance, Role.PARTNER_EDITOR)).get(alliance.get_absolute_url()).content.decode()
    )
    assert "Being set up" in page


def test_home_tells_what_is_new(signed_in_as: Callable[[User], Client]) -> None:
    region = RegionFactory()
    alliance = region.alliance
    for title in ("As it was", "A new landscape"):
        EvidenceFactory(alliance=alliance, subject=region.evidence_subject, title=title)
    page = signed_in_as(member(alliance, Role.CONTRIBUTOR)).get(alliance.get_absolute_url()).content.decode()
    assert "One new result" in page
    assert "A new landscape" in page
    assert "As it was" not in page


def test_home_does_not_tell_everybody_what_one_member_looked_at(
    signed_in_as: Callable[[User], Client],
) -> None:
    alliance = RegionFactory().alliance
    EvidenceFactory(alliance=alliance, subject="area:0048620", title="A look at Wichita")
    EvidenceFactory(
        alliance=alliance, subject="area:0048620", kind="landscape_scenario", title="What if Wichita grew"
    )
    page = signed_in_as(member(alliance, Role.CONTRIBUTOR)).get(alliance.get_absolute_url()).content.decode()
    assert "One new result" in page
    assert "What if Wichita grew" in page
    assert "A look at Wichita" not in page


def test_home_tells_of_the_newest_opportunity_map(signed_in_as: Callable[[User], Client]) -> None:
    alliance = RegionFactory().alliance
    for title in ("By car", "Without a car"):
        EvidenceFactory(alliance=alliance, subject="places:1", kind="opportunity", title=title)
    page = signed_in_as(member(alliance, Role.CONTRIBUTOR)).get(alliance.get_absolute_url()).content.decode()
    assert "Without a car" in page
    assert "By car" not in page


@pytest.mark.parametrize("many", [1, 30])
def test_home_takes_the_same_queries_however_much_is_new(
    many: int, signed_in_as: Callable[[User], Client], max_queries: Callable[..., object]
) -> None:
    region = RegionFactory()
    alliance = region.alliance
    for number in range(many):
        EvidenceFactory(alliance=alliance, subject=region.evidence_subject, kind=f"kind {number}")
        member(alliance, Role.STAFF)
    client = signed_in_as(member(alliance, Role.ADMIN))
    with max_queries(16):  # type: ignore[attr-defined]
        client.get(alliance.get_absolute_url())


def test_the_public_link_is_a_switch(signed_in_as: Callable[[User], Client]) -> None:
    alliance = RegionFactory().alliance
    client = signed_in_as(member(alliance, Role.ADMIN))
    switch = reverse("alliances:publication", args=[alliance.slug, "landscape"])
    client.post(switch, {"public": "1"})
    assert queries.public_alliance(alliance.slug) == alliance
    client.post(switch, {"public": "0"})
    assert queries.public_alliance(alliance.slug) is None


def test_a_refused_name_does_not_show_in_the_frame(signed_in_as: Callable[[User], Client]) -> None:
    alliance = AllianceFactory(name="Lake Country")
    client = signed_in_as(member(alliance, Role.ADMIN))
    page = client.post(reverse("alliances:settings", args=[alliance.slug]), {"name": "", "backbone": "x"})
    assert "Lake Country" in page.content.decode()
