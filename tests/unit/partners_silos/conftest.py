"""An alliance where two clubs teach robotics 1.2 miles apart, and the people who look at it."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import (
    AllianceFactory,
    OrganizationFactory,
    PartnerFactory,
    ProgramFactory,
    SessionFactory,
    SiteFactory,
    member,
)
from tests.unit.partners_silos.pages import Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.partners.models import Partner
from trellis.apps.programs.models import Program

NORTH_BY_MILE = 1 / 69.09


@pytest.fixture
def alliance(db: None) -> Alliance:
    """Green Country."""
    made: Alliance = AllianceFactory(slug="green-country", name="Green Country STEM Alliance")
    return made


@pytest.fixture
def program(alliance: Alliance) -> Callable[..., Program]:
    """Makes a robotics program for ages 11 to 13 in downtown Tulsa, of an organization of its own."""

    def make(name: str, *, miles: float = 0.0, ages: tuple[int, int] = (11, 13), **values: object) -> Program:
        organization = OrganizationFactory(alliance=alliance, name=f"Illustrative owner of {name}")
        values.setdefault("topics", ["robotics"])
        made: Program = ProgramFactory(organization=organization, name=name, **values)
        site = SiteFactory(alliance=alliance, latitude=36.154 + miles * NORTH_BY_MILE)
        SessionFactory(program=made, site=site, age_min=ages[0], age_max=ages[1])
        return made

    return make


@pytest.fixture
def clubs(program: Callable[..., Program]) -> tuple[Program, Program]:
    """Two programs that do the same."""
    return program("Robot club"), program("Build and drive", miles=1.2)


@pytest.fixture
def partner(alliance: Alliance) -> Callable[..., Partner]:
    """Makes a library that works on robotics with grades 6 to 8 in Tulsa County."""

    def make(name: str, **values: object) -> Partner:
        if "organization" not in values:
            values["organization"] = OrganizationFactory(alliance=alliance, name=name)
        made: Partner = PartnerFactory(
            **{
                "alliance": alliance,
                "fields": ["robotics"],
                "grade_bands": ["middle"],
                "counties": ["40143"],
                **values,
            }
        )
        return made

    return make


@pytest.fixture
def staff(alliance: Alliance) -> User:
    """Somebody of the backbone."""
    return member(alliance, Role.STAFF)


@pytest.fixture
def pages(alliance: Alliance, staff: User, signed_in_as: Callable[[User], Client]) -> Pages:
    """The pages as the backbone sees them."""
    return Pages(signed_in_as(staff), alliance)
