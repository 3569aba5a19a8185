"""How old entries are, in Python and in the database: both must say the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories import AllianceFactory, OrganizationFactory, ProgramFactory

from trellis.apps.programs import freshness
from trellis.apps.programs.freshness import Freshness, Limits
from trellis.apps.programs.models import DirectorySettings, Program

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
LIMITS = Limits(stale_after_days=180, hidden_after_days=365, ask_every_days=120)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Freshness.FRESH),
        (180, Freshness.FRESH),
        (181, Freshness.OLD),
        (365, Freshness.OLD),
        (366, Freshness.HIDDEN),
    ],
)
def test_an_entry_ages_by_its_last_confirmation(days: int, expected: Freshness) -> None:
    program = ProgramFactory(verified_on=TODAY - timedelta(days=days))
    assert freshness.freshness_of(program, LIMITS, TODAY) is expected
    found = Program.objects.for_alliance(program.alliance).filter(freshness.having(expected, LIMITS, TODAY))
    assert list(found) == [program]


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 5, 1), Freshness.FRESH), (date(2025, 9, 1), Freshness.OLD)]
)
def test_an_entry_that_nobody_confirmed_counts_from_its_first_day(day: date, expected: Freshness) -> None:
    program = ProgramFactory(verified_on=None)
    rows = Program.objects.for_alliance(program.alliance)
    rows.update(created_at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC))
    assert freshness.freshness_of(rows.get(), LIMITS, TODAY) is expected
    assert rows.filter(freshness.having(expected, LIMITS, TODAY)).count() == 1


def test_each_program_has_exactly_one_freshness() -> None:
    organization = OrganizationFactory()
    for days in range(0, 400, 20):
        ProgramFactory(organization=organization, verified_on=TODAY - timedelta(days=days))
    rows = Program.objects.for_alliance(organization.alliance)
    counts = [rows.filter(freshness.having(each, LIMITS, TODAY)).count() for each in Freshness]
    assert counts == [10, 9, 1]


def test_limits_are_the_alliances_own_or_the_usual_ones() -> None:
    alliance = AllianceFactory()
    assert freshness.limits_of(alliance) == Limits(180, 365, 120)
    DirectorySettings.objects.create(
        alliance=alliance, stale_after_days=30, hidden_after_days=60, ask_every_days=20
    )
    assert freshness.limits_of(alliance) == Limits(30, 60, 20)
