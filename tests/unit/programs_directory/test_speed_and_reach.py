"""The directory at 20,000 programs: as many queries as at two, and within its time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import OrganizationFactory, ProgramFactory, SessionFactory
from tests.unit.programs_directory.pages import Pages

from trellis.apps.alliances.models import Alliance
from trellis.apps.organizations.models import Organization
from trellis.apps.programs.models import Program, Session, Site

pytestmark = pytest.mark.django_db

PROGRAMS = 20_000
BUDGET_MS = 150
TEXT = "An illustrative description of what young people do there. " * 10


def fill(alliance: Alliance, count: int) -> None:
    """An illustrative directory: 200 organizations, a site for ten programs, five sessions for four."""
    today = timezone.localdate()
    organizations = Organization.objects.bulk_create(
        Organization(alliance=alliance, name=f"Illustrative organization {n:04}") for n in range(200)
    )
    sites = Site.objects.bulk_create(
        Site(
            alliance=alliance,
            name=f"Site {n}",
            city="Tulsa",
            latitude=36.1 if n % 9 else None,
            longitude=-95.9,
        )
        for n in range(count // 10)
    )
    programs = Program.objects.bulk_create(
        [
            Program(
                alliance=alliance,
                organization=organizations[n % 200],
                name=f"Program {n:05}",
                description=TEXT,
                topics=["robotics", "math"] if n % 3 else ["sports"],
                verified_on=today - timedelta(days=n % 400),
            )
            for n in range(count)
        ],
        batch_size=1000,
    )
    Session.objects.bulk_create(
        [
            Session(
                alliance=alliance,
                program=programs[n % count],
                site=sites[n % len(sites)],
                seats=n % 40 or None,
                age_min=n % 12,
                age_max=n % 12 + 4,
                price=n % 5,
            )
            for n in range(count * 5 // 4)
        ],
        batch_size=1000,
    )


@pytest.fixture
def large(alliance: Alliance) -> Alliance:
    fill(alliance, PROGRAMS)
    return alliance


@pytest.mark.slow
def test_twenty_thousand_programs_are_listed_within_the_budget(staff_pages: Pages, large: Alliance) -> None:
    times = {
        name: staff_pages.fastest_ms("directory", query)
        for name, query in {
            "first page": {},
            "last page": {"programs.page": "800"},
            "sorted by confirmation": {"programs.sort": "-entry"},
            "a topic": {"programs.topics": "Robotics"},
            "an age": {"programs.ages": "Age 12"},
            "old ones": {"programs.entry": "Old"},
            "an organization": {"programs.organization": "Illustrative organization 0007"},
            "without a position": {"programs.map": "No position"},
            "a word": {"programs.q": "00042"},
        }.items()
    }
    assert all(took < BUDGET_MS for took in times.values()), times


def queries(pages: Pages, name: str, **arguments: int) -> int:
    pages.get(name, **arguments)
    with CaptureQueriesContext(connection) as captured:
        assert pages.get(name, **arguments).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["directory", "organizations", "sites", "mine"])
def test_more_rows_take_no_more_queries(partner_pages: Pages, library: Organization, name: str) -> None:
    SessionFactory(program=ProgramFactory(organization=library))
    few = queries(partner_pages, name)
    for _time in range(6):
        program = ProgramFactory(organization=library)
        for _session in range(3):
            SessionFactory(program=program)
    OrganizationFactory(alliance=library.alliance)
    assert queries(partner_pages, name) == few <= 20


def test_more_sessions_take_no_more_queries(staff_pages: Pages, program: Program) -> None:
    few = queries(staff_pages, "program", pk=program.pk)
    for _time in range(5):
        SessionFactory(program=program)
    assert queries(staff_pages, "program", pk=program.pk) == few <= 18


def test_no_page_needs_a_script_or_style_of_its_own(staff_pages: Pages, program: Program) -> None:
    session = program.sessions.get()
    asked = (
        ("directory", {}),
        ("organizations", {}),
        ("sites", {}),
        ("mine", {}),
        ("settings", {}),
        ("new", {}),
        ("program", {"pk": program.pk}),
        ("edit", {"pk": program.pk}),
        ("session_new", {"pk": program.pk}),
        ("session", {"pk": program.pk, "session": session.pk}),
        ("session_delete", {"pk": program.pk, "session": session.pk}),
        ("rate", {"pk": program.pk}),
        ("organization", {"pk": program.organization_id}),
        ("organization_edit", {"pk": program.organization_id}),
        ("editors", {"pk": program.organization_id}),
        ("site", {"pk": session.site_id}),
        ("site_edit", {"pk": session.site_id}),
    )
    for name, arguments in asked:
        response = staff_pages.get(name, **arguments)
        html = response.content.decode()
        assert response.status_code == 200, name
        assert " style=" not in html, name
        assert html.count("<h1") == 1, name
