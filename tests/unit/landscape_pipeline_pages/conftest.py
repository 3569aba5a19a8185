"""An alliance in Oklahoma, whose schools each test makes up."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import AllianceFactory, RegionFactory, member
from tests.unit.landscape_pipeline_pages.schools import Districts, PipelinePages, SchoolStore, made

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance, Region
from trellis.apps.core import store
from trellis.apps.core.permissions import Role
from trellis.sources import Store


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The snapshot alone: files that this machine's user has pulled would change the figures."""
    return Store.open(tmp_path_factory.mktemp("data"))


@pytest.fixture
def use(snapshot: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[Districts | None], None]:
    """Puts schools where the site looks for them; none to begin with."""

    def put(districts: Districts | None) -> None:
        found = None if districts is None else made(districts)
        monkeypatch.setattr(store, "_store", SchoolStore(snapshot, found))

    put(None)
    return put


@pytest.fixture
def alliance(db: None) -> Alliance:
    """Green Country."""
    found: Alliance = AllianceFactory(slug="green-country", name="Green Country STEM Alliance")
    return found


@pytest.fixture
def region(alliance: Alliance) -> Region:
    """Its own region, the Tulsa area."""
    found: Region = RegionFactory(alliance=alliance)
    return found


@pytest.fixture
def pages_as(
    alliance: Alliance,
    region: Region,
    use: Callable[[Districts | None], None],
    signed_in_as: Callable[[User], Client],
) -> Callable[[Role], PipelinePages]:
    """The pipeline's pages as somebody with a role sees them."""

    def as_role(role: Role) -> PipelinePages:
        client = Client() if role is Role.PUBLIC else signed_in_as(member(alliance, role))
        return PipelinePages(client, alliance, region, use)

    return as_role


@pytest.fixture
def pages(pages_as: Callable[[Role], PipelinePages]) -> PipelinePages:
    """The pipeline's pages as the backbone sees them."""
    return pages_as(Role.STAFF)
