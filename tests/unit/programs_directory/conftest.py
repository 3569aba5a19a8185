"""An alliance with one library that has programs, and the people who look at them."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import AllianceFactory, OrganizationFactory, ProgramFactory, SessionFactory, member
from tests.unit.programs_directory.pages import Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.organizations.models import Organization, OrganizationEditor
from trellis.apps.programs.models import Program


@pytest.fixture
def alliance(db: None) -> Alliance:
    """Green Country."""
    made: Alliance = AllianceFactory(slug="green-country", name="Green Country STEM Alliance")
    return made


@pytest.fixture
def library(alliance: Alliance) -> Organization:
    """An organization that has an editor."""
    made: Organization = OrganizationFactory(alliance=alliance, name="Illustrative library")
    return made


@pytest.fixture
def program(library: Organization) -> Program:
    """A program of the library with one session."""
    made: Program = ProgramFactory(organization=library, name="Robot club", topics=["robotics"])
    SessionFactory(program=made)
    return made


@pytest.fixture
def partner(alliance: Alliance, library: Organization) -> User:
    """The editor of the library's entries."""
    user = member(alliance, Role.PARTNER_EDITOR)
    OrganizationEditor.objects.create(alliance=alliance, organization=library, user=user)
    return user


@pytest.fixture
def staff_pages(alliance: Alliance, signed_in_as: Callable[[User], Client]) -> Pages:
    """The directory as the backbone sees it."""
    return Pages(signed_in_as(member(alliance, Role.STAFF)), alliance)


@pytest.fixture
def partner_pages(alliance: Alliance, partner: User, signed_in_as: Callable[[User], Client]) -> Pages:
    """The directory as the library's editor sees it."""
    return Pages(signed_in_as(partner), alliance)


@pytest.fixture
def board_pages(alliance: Alliance, signed_in_as: Callable[[User], Client]) -> Pages:
    """The directory as a contributor sees it, who keeps no entries."""
    return Pages(signed_in_as(member(alliance, Role.CONTRIBUTOR)), alliance)
