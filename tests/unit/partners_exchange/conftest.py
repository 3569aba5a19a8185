"""An alliance, somebody of its backbone, and lists of partners that they import."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import AllianceFactory, RegionFactory, member
from tests.unit.partners_exchange.lists import Imports

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role


@pytest.fixture
def alliance(db: None) -> Alliance:
    """Green Country, in the Tulsa area."""
    made: Alliance = AllianceFactory(slug="green-country", name="Green Country STEM Alliance")
    RegionFactory(alliance=made)
    return made


@pytest.fixture
def staff(alliance: Alliance) -> User:
    """Somebody of the backbone."""
    return member(alliance, Role.STAFF)


@pytest.fixture
def imports(
    alliance: Alliance,
    staff: User,
    signed_in_as: Callable[[User], Client],
    run_jobs: Callable[[], None],
) -> Imports:
    """Imports as the backbone makes them."""
    return Imports(alliance, staff, signed_in_as(staff), run_jobs)
