"""What methods get: sessions as columns, with what is not known left unknown."""

import time as clock
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from typing import Any

import numpy as np
import pytest
from tests.factories import AllianceFactory, OrganizationFactory, ProgramFactory, SessionFactory, SiteFactory

from trellis.apps.programs.models import Program, Session
from trellis.apps.programs.supply import ONLINE, SessionTable, session_table

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def one(**session: Any) -> SessionTable:
    """The table of a single session."""
    made = SessionFactory(**session)
    return session_table(made.alliance, as_of=TODAY)


def test_a_session_is_a_row_of_all_its_columns() -> None:
    program = ProgramFactory(name="Robots", topics=["robotics", "computing"], verified_on=TODAY)
    site = SiteFactory(alliance=program.alliance, name="Library")
    session = SessionFactory(
        program=program,
        site=site,
        seats=20,
        seats_open=3,
        grade_min=5,
        price="12.50",
        scholarship=True,
        transport=False,
        days=["SA"],
        starts_at=time(10),
        starts_on=date(2026, 6, 6),
    )
    table = session_table(program.alliance, as_of=TODAY)
    assert len(table) == 1
    assert (table.session_id[0], table.program_id[0], table.site_id[0]) == (session.pk, program.pk, site.pk)
    assert (table.latitude[0], table.longitude[0]) == (site.latitude, site.longitude)
    assert (table.seats[0], table.seats_open[0], table.price[0]) == (20, 3, 12.5)
    assert (table.age_min[0], table.age_max[0], table.grade_min[0]) == (10, 14, 5)
    assert np.isnan(table.grade_max[0])
    assert (table.scholarship[0], table.transport[0]) == (1, 0)
    assert (table.weekend[0], table.after_school[0], table.evening[0]) == (True, False, False)
    assert table.starts_on[0] == np.datetime64("2026-06-06")
    assert np.isnat(table.ends_on[0])
    assert table.topics[0] == ("robotics", "computing")
    assert (table.program_name[0], table.site_name[0]) == ("Robots", "Library")


def test_what_is_not_known_is_not_a_zero() -> None:
    table = one(seats=None, price=None, scholarship=None, site=None, mode=Session.Mode.ONLINE)
    assert np.isnan([table.seats[0], table.price[0], table.latitude[0]]).all()
    assert table.scholarship[0] == -1
    assert table.site_id[0] == ONLINE


@pytest.mark.parametrize("status", [Program.Status.HIDDEN, Program.Status.ENDED])
def test_programs_that_are_not_listed_offer_nothing(status: Program.Status) -> None:
    assert len(one(program__status=status)) == 0


def test_programs_too_old_for_the_public_are_left_out_unless_asked_for() -> None:
    organization = OrganizationFactory()
    for days in (10, 200, 400):
        SessionFactory(
            program=ProgramFactory(organization=organization, verified_on=TODAY - timedelta(days=days))
        )
    assert len(session_table(organization.alliance, as_of=TODAY)) == 2
    assert len(session_table(organization.alliance, as_of=TODAY, include_stale=True)) == 3


def test_another_alliances_sessions_are_not_there() -> None:
    SessionFactory()
    assert len(session_table(AllianceFactory(), as_of=TODAY)) == 0


@pytest.mark.slow
def test_twenty_thousand_sessions_take_two_queries_and_under_a_second(
    max_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    program = ProgramFactory(topics=["math"], verified_on=TODAY)
    site = SiteFactory(alliance=program.alliance)
    Session.objects.bulk_create(
        [
            Session(
                alliance=program.alliance,
                program=program,
                site=site,
                seats=number % 40,
                days=["TU", "TH"],
                starts_at=time(16),
                starts_on=TODAY,
                ends_on=TODAY + timedelta(days=30),
            )
            for number in range(20_000)
        ],
        batch_size=500,
    )
    with max_queries(2):
        table = session_table(program.alliance, as_of=TODAY)
    assert len(table) == 20_000
    assert min(timed(lambda: session_table(program.alliance, as_of=TODAY)) for _time in range(3)) < 1


def timed(action: Callable[[], object]) -> float:
    """Seconds of this process that something takes: what else runs does not count."""
    started = clock.process_time()
    action()
    return clock.process_time() - started
