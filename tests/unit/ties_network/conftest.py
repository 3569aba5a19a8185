"""An alliance whose partners can be asked whom they work with."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import AllianceFactory, member
from tests.unit.ties_network.waves import Region

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role


@pytest.fixture
def alliance(db: None) -> Alliance:
    """An alliance without partners."""
    made: Alliance = AllianceFactory(slug="green-country", name="Green Country STEM Alliance")
    return made


@pytest.fixture
def staff(alliance: Alliance) -> User:
    """Somebody of the backbone."""
    return member(alliance, Role.STAFF)


@pytest.fixture
def region(
    alliance: Alliance,
    staff: User,
    signed_in_as: Callable[[User], Client],
    run_jobs: Callable[[], None],
) -> Region:
    """The alliance and its pages as the backbone sees them."""
    return Region(alliance, signed_in_as(staff), run_jobs)


@pytest.fixture
def contributor(
    alliance: Alliance, signed_in_as: Callable[[User], Client], run_jobs: Callable[[], None], region: Region
) -> Region:
    """The same as a contributor sees it."""
    return Region(alliance, signed_in_as(member(alliance, Role.CONTRIBUTOR)), run_jobs, region.partners)
