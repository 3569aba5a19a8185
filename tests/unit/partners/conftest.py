"""An alliance with a library as partner, and the people who look at it."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import AllianceFactory, OrganizationFactory, PartnerFactory, member
from tests.unit.partners.pages import Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.partners.models import Partner


@pytest.fixture
def alliance(db: None) -> Alliance:
    """Green Country."""
    made: Alliance = AllianceFactory(slug="green-country", name="Green Country STEM Alliance")
    return made


@pytest.fixture
def library(alliance: Alliance) -> Partner:
    """A partner of which no more is known than its name."""
    organization = OrganizationFactory(alliance=alliance, name="Illustrative library")
    made: Partner = PartnerFactory(alliance=alliance, organization=organization)
    return made


@pytest.fixture
def museum(alliance: Alliance) -> Partner:
    """Another partner, whose profile nobody keeps."""
    organization = OrganizationFactory(alliance=alliance, name="Illustrative museum")
    made: Partner = PartnerFactory(alliance=alliance, organization=organization, sector="museum")
    return made


@pytest.fixture
def staff(alliance: Alliance) -> User:
    """Somebody of the backbone."""
    return member(alliance, Role.STAFF)


@pytest.fixture
def librarian(alliance: Alliance, library: Partner) -> User:
    """The partner editor who keeps the library's profile."""
    user = member(alliance, Role.PARTNER_EDITOR)
    OrganizationEditor.objects.create(alliance=alliance, organization=library.organization, user=user)
    return user


@pytest.fixture
def staff_pages(alliance: Alliance, staff: User, signed_in_as: Callable[[User], Client]) -> Pages:
    """The pages as the backbone sees them."""
    return Pages(signed_in_as(staff), alliance)


@pytest.fixture
def own_pages(alliance: Alliance, librarian: User, signed_in_as: Callable[[User], Client]) -> Pages:
    """The pages as the library's editor sees them."""
    return Pages(signed_in_as(librarian), alliance)


@pytest.fixture
def board_pages(alliance: Alliance, signed_in_as: Callable[[User], Client]) -> Pages:
    """The pages as a contributor sees them, who keeps no profile."""
    return Pages(signed_in_as(member(alliance, Role.CONTRIBUTOR)), alliance)
