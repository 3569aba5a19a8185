"""Each page of an alliance answers, for those it is for."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import (
    AllianceFactory,
    EvidenceFactory,
    InvitationFactory,
    JobFactory,
    RegionFactory,
    member,
)

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def alliance() -> Alliance:
    """An alliance that is set up, with one of everything."""
    made = AllianceFactory(backbone="The backbone")
    RegionFactory(alliance=made)
    EvidenceFactory(alliance=made)
    JobFactory(alliance=made)
    InvitationFactory(alliance=made)
    return made


PAGES = [
    "alliances:home",
    "alliances:setup",
    "alliances:regions",
    "alliances:region_new",
    "alliances:members",
    "evidence:list",
    "jobs:list",
    "audit:list",
]


@pytest.mark.parametrize("name", PAGES)
def test_an_admin_sees_the_page(
    name: str, alliance: Alliance, signed_in_as: Callable[[User], Client]
) -> None:
    client = signed_in_as(member(alliance, Role.ADMIN))
    response = client.get(reverse(name, kwargs={"alliance": alliance.slug}))
    assert response.status_code == 200
    assert alliance.name in response.content.decode()
