"""An alliance in the Tulsa area, on the snapshot's figures alone."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from tests.factories import AllianceFactory, RegionFactory, member
from tests.unit.landscape_pages.pages import Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core import store
from trellis.apps.core.permissions import Role
from trellis.sources import Store


@pytest.fixture(autouse=True, scope="session")
def _only_the_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files that this machine's user has pulled would change the figures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_store", Store.open(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture
def alliance(db: None) -> Alliance:
    """Green Country, whose own region is the Tulsa area."""
    made: Alliance = AllianceFactory(slug="green-country", name="Green Country STEM Alliance")
    RegionFactory(alliance=made)
    return made


@pytest.fixture
def staff(alliance: Alliance) -> User:
    """Somebody of the backbone."""
    return member(alliance, Role.STAFF)


@pytest.fixture
def pages(alliance: Alliance, staff: User, signed_in_as: Callable[[User], Client]) -> Pages:
    """The landscape's pages as the backbone sees them."""
    return Pages(signed_in_as(staff), alliance)


@pytest.fixture
def pages_as(alliance: Alliance, signed_in_as: Callable[[User], Client]) -> Callable[[Role], Pages]:
    """The landscape's pages as somebody with a role sees them."""

    def as_role(role: Role) -> Pages:
        client = Client() if role is Role.PUBLIC else signed_in_as(member(alliance, role))
        return Pages(client, alliance)

    return as_role
