"""An alliance whose people answer questions, and those who look at what came of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import AllianceFactory, member
from tests.unit.readiness.asking import Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role


@pytest.fixture
def alliance(db: None) -> Alliance:
    """Green Country."""
    made: Alliance = AllianceFactory(slug="green-country", name="Green Country STEM Alliance")
    return made


@pytest.fixture
def staff(alliance: Alliance) -> User:
    """Somebody of the backbone."""
    return member(alliance, Role.STAFF)


@pytest.fixture
def staff_pages(alliance: Alliance, staff: User, signed_in_as: Callable[[User], Client]) -> Pages:
    """Readiness as the backbone sees it."""
    return Pages(signed_in_as(staff), alliance)


@pytest.fixture
def board_pages(alliance: Alliance, signed_in_as: Callable[[User], Client]) -> Pages:
    """Readiness as a contributor sees it."""
    return Pages(signed_in_as(member(alliance, Role.CONTRIBUTOR)), alliance)
