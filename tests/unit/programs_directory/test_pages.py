"""The directory's pages: what they say, and what their filters and forms do."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import OrganizationFactory, ProgramFactory, SessionFactory, SiteFactory
from tests.unit.programs_directory.pages import Pages, seen

from trellis.apps.organizations.models import Organization
from trellis.apps.programs import cards
from trellis.apps.programs.models import Program, Session, Site

pytestmark = pytest.mark.django_db


def test_the_directory_says_first_how_much_there_is_and_how_old(staff_pages: Pages, program: Program) -> None:
    old = timezone.localdate() - timedelta(days=200)
    SessionFactory(
        program=ProgramFactory(organization=program.organization, verified_on=old),
        site=SiteFactory(alliance=program.alliance, latitude=None, longitude=None),
        seats=None,
    )
    text = staff_pages.text("directory")
    assert "The directory lists 2 programs of 1 organization at 2 sites." in text
    assert "They have 20 seats in the 1 of 2 sessions that say how many." in text
    assert "1 entry is old." in text
    assert "1 program happens at a place without a position: the map can't count it." in text


def test_an_empty_directory_says_so(staff_pages: Pages) -> None:
    text = staff_pages.text("directory")
    assert "The directory lists no program yet." in text
    assert "Begin with the list you have" in text
    assert "Export these programs" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"programs.q": "robot"}, {"Robot club"}),
        ({"programs.q": "museum"}, {"Dinosaur day"}),
        ({"programs.topics": "Robotics"}, {"Robot club"}),
        ({"programs.ages": "Age 12"}, {"Robot club"}),
        ({"programs.ages": "Age 8"}, {"Dinosaur day"}),
        ({"programs.organization": "Illustrative museum"}, {"Dinosaur day"}),
        ({"programs.entry": "Old"}, {"Dinosaur day"}),
        ({"programs.entry": "Ended"}, {"Chess"}),
        ({"programs.map": "No sessions"}, {"Chess"}),
        ({"programs.map": "No position"}, {"Dinosaur day"}),
        ({"programs.topics": "Basketry"}, {"Robot club", "Dinosaur day", "Chess"}),
    ],
)
def test_filters_find_what_they_say(
    staff_pages: Pages, program: Program, query: dict[str, str], found: set[str]
) -> None:
    museum = OrganizationFactory(alliance=program.alliance, name="Illustrative museum")
    old = timezone.localdate() - timedelta(days=200)
    dinosaurs = ProgramFactory(organization=museum, name="Dinosaur day", verified_on=old)
    nowhere = SiteFactory(alliance=program.alliance, latitude=None, longitude=None)
    SessionFactory(program=dinosaurs, age_min=None, age_max=None, grade_min=2, grade_max=5, site=nowhere)
    ProgramFactory(organization=program.organization, name="Chess", status=Program.Status.ENDED)
    table = staff_pages.get("directory", query).content.decode().partition("<tbody>")[2]
    assert {name for name in ("Robot club", "Dinosaur day", "Chess") if name in table} == found


def test_the_table_sorts_and_pages_in_the_database(staff_pages: Pages, library: Organization) -> None:
    for number in range(30):
        ProgramFactory(organization=library, name=f"Program {number:02}")
    page = staff_pages.text("directory", {"programs.sort": "-name", "programs.page": "2"})
    assert "26 to 30 of 30" in page
    assert "Program 04" in page
    assert "Program 05" not in page


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, True),
    ],
)
def test_a_filter_asks_for_the_table_alone_and_going_back_for_the_page(
    staff_pages: Pages, program: Program, headers: dict[str, str], whole: bool
) -> None:
    response = staff_pages.client.get(staff_pages.url("directory"), headers=headers)
    html = response.content.decode()
    assert 'id="programs"' in html
    assert ("<h1" in html) is whole
    assert "HX-Request" in response["Vary"]


def test_a_program_shows_everything_with_where_it_came_from(staff_pages: Pages, program: Program) -> None:
    Program.objects.for_alliance(program.alliance).update(
        provenance={"topics": {"source": "Summer list", "at": "2026-06-01"}}
    )
    text = staff_pages.text("program", pk=program.pk)
    assert "Offered by Illustrative library: ages 10 to 14, free, 20 seats." in text
    assert "Robotics Summer list, June 1, 2026" in text
    assert "36.1540, -95.9930 (as given)" in text
    assert "Scholarships not known" in text


def test_names_are_text_and_never_markup(staff_pages: Pages, library: Organization) -> None:
    program = ProgramFactory(organization=library, name="<script>alert(1)</script>", description="<b>x</b>")
    for name, arguments in (("directory", {}), ("program", {"pk": program.pk})):
        html = staff_pages.get(name, **arguments).content.decode()
        assert "<script>alert" not in html
        assert "<b>x</b>" not in html


def test_a_new_program_leads_on_to_its_first_session(partner_pages: Pages, library: Organization) -> None:
    response = partner_pages.post("new", {"name": "Rockets", "topics": ["aviation"]})
    made = Program.objects.for_alliance(library.alliance).get(name="Rockets")
    assert made.organization == library
    assert response.url == partner_pages.url("session_new", pk=made.pk)


def test_a_session_can_bring_its_own_place(partner_pages: Pages, program: Program) -> None:
    partner_pages.post(
        "session_new",
        {
            "mode": "in_person",
            "price": "free",
            "price_per": "program",
            "days": ["SA"],
            "new_site-name": "Branch",
            "new_site-zip_code": "74103",
        },
        pk=program.pk,
    )
    made = Session.objects.for_alliance(program.alliance).latest("pk")
    assert (made.price, made.days) == (0, ["SA"])
    assert made.site is not None
    assert (made.site.name, made.site.located) == ("Branch", Site.Located.ZIP)
    assert made.site.organization == program.organization


def test_nothing_is_saved_where_the_new_place_is_wrong(partner_pages: Pages, program: Program) -> None:
    data = {"mode": "in_person", "price_per": "program", "new_site-name": "Branch", "new_site-zip_code": "1"}
    response = partner_pages.post("session_new", data, pk=program.pk)
    assert response.status_code == 422
    assert "A ZIP code has five digits" in seen(response)
    assert Session.objects.for_alliance(program.alliance).count() == 1


def test_a_wrong_price_is_said_beside_it_and_nothing_is_lost(partner_pages: Pages, program: Program) -> None:
    session = program.sessions.get()
    data = {"mode": "in_person", "price_per": "program", "price": "cheap", "seats": "33"}
    response = partner_pages.post("session", data, pk=program.pk, session=session.pk)
    assert response.status_code == 422
    assert "Write dollars as a number" in seen(response)
    assert 'value="33"' in response.content.decode()
    session.refresh_from_db()
    assert session.seats == 20


def test_a_partner_sees_those_of_their_programs_first_that_wait(
    partner_pages: Pages, program: Program
) -> None:
    old = timezone.localdate() - timedelta(days=150)
    ProgramFactory(organization=program.organization, name="Zoo club", verified_on=old)
    text = partner_pages.text("mine")
    assert "1 of your programs waits for you: is it still true?" in text
    assert text.index("Zoo club") < text.index("Robot club")


def test_one_press_confirms_a_program(partner_pages: Pages, program: Program) -> None:
    Program.objects.for_alliance(program.alliance).update(verified_on=None)
    response = partner_pages.post("confirm", {"from": "mine"}, pk=program.pk)
    assert response.url == partner_pages.url("mine")
    program.refresh_from_db()
    assert program.verified_on == timezone.localdate()


def test_who_keeps_no_entries_is_told_whom_to_ask(board_pages: Pages) -> None:
    board_pages_text = board_pages.text("mine")
    assert "You keep no entries yet" in board_pages_text


def test_an_organization_shows_its_programs_and_editors(staff_pages: Pages, program: Program) -> None:
    text = staff_pages.text("organization", pk=program.organization_id)
    assert "It has one program in the directory." in text
    assert "Nobody yet, and no e-mail address" in text


def test_an_organization_with_a_known_name_is_refused_beside_it(
    staff_pages: Pages, library: Organization
) -> None:
    response = staff_pages.post("organization_new", {"name": library.name})
    assert response.status_code == 422
    assert "There is an organization called Illustrative library already." in seen(response)


def test_a_removed_program_is_asked_about_first(staff_pages: Pages, program: Program) -> None:
    assert "Its sessions and ratings go with it." in staff_pages.text("delete", pk=program.pk)
    staff_pages.post("delete", pk=program.pk)
    assert not Program.objects.for_alliance(program.alliance).exists()


def test_days_are_set_for_the_whole_directory(staff_pages: Pages, program: Program) -> None:
    days = {"ask_every_days": 60, "stale_after_days": 90, "hidden_after_days": 200}
    staff_pages.post("settings", days)
    assert 'value="90"' in staff_pages.get("settings").content.decode()


def test_a_site_says_what_happens_there(staff_pages: Pages, program: Program) -> None:
    site = program.sessions.get().site
    assert site is not None
    text = staff_pages.text("site", pk=site.pk)
    assert "One session happens here." in text
    assert "Robot club" in text
    assert "All of them have a position on the map." in staff_pages.text("sites")


def test_staff_rate_a_program(staff_pages: Pages, program: Program) -> None:
    data = {"framework": "DoS", "score": "5", "best_score": "4", "rated_by": "Ana", "rated_on": "2026-05-01"}
    response = staff_pages.post("rate", data, pk=program.pk)
    assert "The score is above the best one possible." in seen(response)
    staff_pages.post("rate", {**data, "score": "3"}, pk=program.pk)
    assert "DoS : 3 of 4, by Ana, May 1, 2026" in staff_pages.text("program", pk=program.pk)


@pytest.mark.parametrize(
    ("by_hand", "said"),
    [((), 1), (("seats",), 3)],
    ids=["one source is said once", "several are said beside each value"],
)
def test_where_a_session_came_from(program: Program, by_hand: tuple[str, ...], said: int) -> None:
    session = program.sessions.get()
    fields = ("starts_on", "site", "age_min", "seats", "price", "scholarship", "transport", "food")
    mark = {"source": "Summer list", "at": "2026-06-01"}
    session.provenance = {name: mark for name in (*fields, "pays_participants") if name not in by_hand}
    card = cards.session(session, timezone.localdate())
    marks = [card.source, *(fact.source for fact in card.facts if fact.known)]
    assert sum("Summer list" in text for text in marks) == said
