"""An alliance with five partners, and a wave in which each of them is asked."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import AllianceFactory, member
from tests.unit.ties_surveys.asking import Survey

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
def browser(staff: User, signed_in_as: Callable[[User], Client]) -> Client:
    """The browser of somebody of the backbone."""
    return signed_in_as(staff)


@pytest.fixture
def survey(alliance: Alliance) -> Survey:
    """An open wave of five organizations."""
    return Survey.opened(alliance)
