"""What services keep, and what the audit and the provenance say of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.factories import OrganizationFactory, ProgramFactory, SessionFactory, SiteFactory, UserFactory

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.audit.sentences import sentence
from trellis.apps.programs.models import Program, QualityRating, Session, Site
from trellis.apps.programs.services import programs, ratings, sessions, settings, sites

pytestmark = pytest.mark.django_db


def sentences() -> list[str]:
    return [sentence(entry) for entry in AuditEntry.objects.across_alliances()]


def test_a_program_that_somebody_types_in_is_confirmed_today() -> None:
    made = programs.create(
        organization=OrganizationFactory(), by=UserFactory(), name="Robots", topics=["robotics"]
    )
    assert made.verified_on == timezone.localdate()
    assert set(made.provenance) == {"name", "topics"}
    assert sentences() == ["added the program Robots"]


def test_a_change_marks_what_was_changed_by_hand_and_leaves_the_rest() -> None:
    from_list = {"source": "Summer list", "run": 1, "at": "2026-01-01"}
    program = ProgramFactory(name="Robts", url="", provenance={"name": from_list, "url": from_list})
    changed = programs.change(program=program, by=UserFactory(full_name="Ana"), name="Robots")
    assert changed.provenance["name"]["by"] == "Ana"
    assert changed.provenance["url"] == from_list


def test_a_change_confirms_only_where_that_is_said() -> None:
    program = ProgramFactory(verified_on=None)
    assert programs.change(program=program, by=UserFactory(), name="A").verified_on is None
    confirmed = programs.change(program=program, by=UserFactory(), name="B", confirmed=True)
    assert confirmed.verified_on == timezone.localdate()


def test_a_confirmation_never_makes_an_entry_older() -> None:
    program = ProgramFactory(verified_on=date(2026, 5, 1))
    assert programs.confirm(program=program, by=None, on=date(2026, 4, 1)).verified_on == date(2026, 5, 1)
    assert sentences() == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Program.Status.HIDDEN, "hid the program Robots from the public"),
        (Program.Status.ENDED, "said that Robots is no longer offered"),
    ],
)
def test_a_program_is_hidden_or_ended_and_listed_again(status: Program.Status, said: str) -> None:
    program = ProgramFactory(name="Robots")
    programs.set_status(program=program, status=status, by=UserFactory())
    programs.set_status(program=program, status=Program.Status.ACTIVE, by=UserFactory())
    assert sentences() == ["listed the program Robots again", said]


def test_a_removed_program_takes_its_sessions_along_and_leaves_its_sites() -> None:
    session = SessionFactory()
    programs.delete(program=session.program, by=UserFactory())
    assert not Session.objects.for_alliance(session.alliance).exists()
    assert Site.objects.for_alliance(session.alliance).exists()


def test_a_session_is_added_changed_and_removed() -> None:
    program, ana = ProgramFactory(name="Robots"), UserFactory()
    made = sessions.create(program=program, by=ana, seats=20, price=Decimal(0))
    assert {"seats", "price"} <= set(made.provenance)
    sessions.change(session=made, by=ana, seats=25)
    sessions.delete(session=made, by=ana)
    assert sentences() == [
        "removed a session of Robots",
        "changed a session of Robots",
        "added a session to Robots",
    ]


def test_a_free_session_is_stated_to_be_free() -> None:
    made = sessions.create(program=ProgramFactory(), by=UserFactory(), price=Decimal(0), seats=None)
    assert "price" in made.provenance
    assert "seats" not in made.provenance


def test_a_wrong_field_is_a_mistake_in_the_code() -> None:
    with pytest.raises(TypeError, match="colour"):
        sessions.create(program=ProgramFactory(), by=UserFactory(), colour="green")


def test_a_site_with_a_zip_code_stands_in_the_middle_of_it() -> None:
    alliance = OrganizationFactory().alliance
    made = sites.create(alliance=alliance, by=UserFactory(), name="Library", zip_code="74103")
    assert made.located == Site.Located.ZIP
    assert made.latitude == pytest.approx(36.15, abs=0.05)
    assert made.longitude == pytest.approx(-95.99, abs=0.05)


def test_a_site_without_a_known_zip_code_has_no_position() -> None:
    made = sites.create(alliance=OrganizationFactory().alliance, by=UserFactory(), name="X", zip_code="00000")
    assert (made.latitude, made.located) == (None, Site.Located.UNKNOWN)


def test_a_position_that_was_given_survives_another_change() -> None:
    site = SiteFactory(located=Site.Located.GEOCODER)
    values = {"latitude": site.latitude, "longitude": site.longitude, "zip_code": "74104"}
    changed = sites.change(site=site, by=UserFactory(), name="Another name", **values)
    assert changed.located == Site.Located.GEOCODER


def test_a_position_that_is_typed_is_placed_by_hand() -> None:
    changed = sites.change(site=SiteFactory(), by=UserFactory(), latitude=36.2, longitude=-95.9)
    assert (changed.latitude, changed.located) == (36.2, Site.Located.HAND)


def test_a_position_from_a_zip_code_follows_another_one() -> None:
    site = SiteFactory(located=Site.Located.ZIP, zip_code="74103")
    changed = sites.change(
        site=site, by=UserFactory(), zip_code="73102", latitude=site.latitude, longitude=site.longitude
    )
    assert changed.located == Site.Located.ZIP
    assert changed.latitude == pytest.approx(35.47, abs=0.05)


def test_a_site_where_something_happens_stays() -> None:
    session = SessionFactory()
    with pytest.raises(ValidationError, match="Move them"):
        sites.delete(site=session.site, by=UserFactory())
    assert sentences() == []


def test_a_rating_is_added_and_removed() -> None:
    program, day = ProgramFactory(name="Robots"), date(2026, 5, 1)
    rating = ratings.add(
        program=program,
        by=UserFactory(),
        framework="DoS",
        score=Decimal("3.2"),
        best_score=Decimal(4),
        rated_by="Observer",
        rated_on=day,
    )
    ratings.remove(rating=rating, by=UserFactory())
    assert not QualityRating.objects.for_alliance(program.alliance).exists()
    assert sentences() == ["removed a quality rating of Robots", "added a quality rating of Robots"]


def test_settings_are_changed_once() -> None:
    alliance = OrganizationFactory().alliance
    for _time in range(2):
        settings.change(
            alliance=alliance, by=UserFactory(), stale_after_days=90, hidden_after_days=200, ask_every_days=60
        )
    assert sentences() == ["changed when entries of the directory count as old"]


def test_confirming_twice_a_day_is_said_once() -> None:
    program = ProgramFactory(verified_on=timezone.localdate() - timedelta(days=10))
    for _time in range(2):
        programs.confirm(program=program, by=UserFactory())
    assert len(sentences()) == 1
