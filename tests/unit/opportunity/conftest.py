"""An alliance with six neighborhoods in a row, and programs in some of them."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import AllianceFactory, member
from tests.unit.opportunity.town import Town, neighborhoods

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.opportunity.models import PlaceSet
from trellis.apps.opportunity.services.places import keep_set


@pytest.fixture
def alliance(db: None) -> Alliance:
    """An alliance without programs."""
    made: Alliance = AllianceFactory(slug="green-country", name="Green Country STEM Alliance")
    return made


@pytest.fixture
def place_set(alliance: Alliance) -> PlaceSet:
    """Six neighborhoods, four kilometers apart from west to east, in use."""
    return keep_set(alliance=alliance, by=None, name="Six", drafted=neighborhoods(), in_use=True)


@pytest.fixture
def staff(alliance: Alliance) -> User:
    """Somebody of the backbone."""
    return member(alliance, Role.STAFF)


@pytest.fixture
def town(
    alliance: Alliance,
    place_set: PlaceSet,
    staff: User,
    signed_in_as: Callable[[User], Client],
    run_jobs: Callable[[], None],
) -> Town:
    """The alliance's pages as the backbone sees them."""
    return Town(signed_in_as(staff), alliance, place_set, run_jobs)
