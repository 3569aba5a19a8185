"""An alliance in the Tulsa area with two companies that hire, on the names of occupations alone."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from tests.factories import AllianceFactory, OrganizationFactory, PartnerFactory, RegionFactory, member
from tests.unit.partners_hiring.pages import Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core import store
from trellis.apps.core.permissions import Role
from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.partners.models import HiringNeed, Partner
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
def employer(alliance: Alliance) -> Callable[..., Partner]:
    """Makes a company that is a partner."""

    def make(name: str, **values: object) -> Partner:
        organization = OrganizationFactory(alliance=alliance, name=name)
        made: Partner = PartnerFactory(
            alliance=alliance, organization=organization, **{"sector": "stem_company", **values}
        )
        return made

    return make


@pytest.fixture
def company(employer: Callable[..., Partner]) -> Partner:
    """A company."""
    return employer("Illustrative aerospace company")


@pytest.fixture
def works(employer: Callable[..., Partner]) -> Partner:
    """Another company."""
    return employer("Illustrative machine works")


@pytest.fixture
def need(alliance: Alliance) -> Callable[..., HiringNeed]:
    """Makes a job that a partner will fill."""

    def make(partner: Partner, title: str = "Software developer", **values: object) -> HiringNeed:
        made: HiringNeed = HiringNeed.objects.create(
            alliance=alliance,
            partner=partner,
            title=title,
            **{"how_many": 3, "by_when": date(2026, 12, 1), **values},
        )
        return made

    return make


@pytest.fixture
def staff(alliance: Alliance) -> User:
    """Somebody of the backbone."""
    return member(alliance, Role.STAFF)


@pytest.fixture
def editor(alliance: Alliance, company: Partner) -> User:
    """The partner editor who keeps the company's profile."""
    user = member(alliance, Role.PARTNER_EDITOR)
    OrganizationEditor.objects.create(alliance=alliance, organization=company.organization, user=user)
    return user


@pytest.fixture
def pages(alliance: Alliance, staff: User, signed_in_as: Callable[[User], Client]) -> Pages:
    """The pages as the backbone sees them."""
    return Pages(signed_in_as(staff), alliance)


@pytest.fixture
def own_pages(alliance: Alliance, editor: User, signed_in_as: Callable[[User], Client]) -> Pages:
    """The pages as the company's editor sees them."""
    return Pages(signed_in_as(editor), alliance)
