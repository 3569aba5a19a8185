"""What a family asks is answered: who fits, who may, in which order."""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.factories import SessionFactory
from tests.unit.programs_finder.pages import Finder, session, today

from trellis.apps.alliances.models import Alliance
from trellis.apps.programs.models import DirectorySettings, Program


def test_programs_come_nearest_first(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Far", miles=8)
    session(alliance, "Near", miles=1)
    session(alliance, "Middle", miles=4)
    assert finder.names("zip=74106") == ["Near", "Middle", "Far"]


def test_the_distance_is_a_limit_that_counts_as_inside(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Inside", miles=4.99)
    session(alliance, "Outside", miles=5.01)
    assert finder.names("zip=74106&within=5") == ["Inside"]


@pytest.mark.parametrize(("age", "fits"), [(9, False), (10, True), (14, True), (15, False)])
def test_ages_include_both_ends(alliance: Alliance, finder: Finder, age: int, fits: bool) -> None:
    session(alliance, "Club", age_min=10, age_max=14)
    assert bool(finder.names(f"age={age}")) == fits


def test_an_age_is_met_by_grades_where_no_ages_are_stated(alliance: Alliance, finder: Finder) -> None:
    # Somebody of 12 is most likely in grade 7 (grade + 5 at the start of the year).
    session(alliance, "Seventh", age_min=None, age_max=None, grade_min=7, grade_max=7)
    session(alliance, "Eighth", age_min=None, age_max=None, grade_min=8, grade_max=8)
    assert finder.names("age=12") == ["Seventh"]


def test_a_grade_can_be_asked_for_instead(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "By grade", age_min=None, age_max=None, grade_min=6, grade_max=8)
    session(alliance, "By age", age_min=11, age_max=13)  # grade 6 is 11 or 12
    session(alliance, "Too old", age_min=13, age_max=15)
    assert sorted(finder.names("grade=6")) == ["By age", "By grade"]


def test_for_free_shows_what_is_free_and_apart_what_says_no_price(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Free", price=0)
    session(alliance, "Paid", price=25)
    session(alliance, "Silent", price=None)
    assert finder.groups("zip=74106&cost=free") == {
        "Programs that fit": ["Free"],
        "They don't say what it costs; ask.": ["Silent"],
    }


def test_a_price_can_be_a_limit(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Cheap", price=Decimal("12.50"))
    session(alliance, "Dear", price=60)
    assert finder.names("price=12.5") == ["Cheap"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("after_school", ["Tuesday at 3:30"]),
        ("weekend", ["Saturday at 10"]),
        ("evening", ["Monday at 6"]),
    ],
)
def test_times_of_day_and_week(alliance: Alliance, finder: Finder, when: str, expected: list[str]) -> None:
    session(alliance, "Tuesday at 3:30", days=["TU"], starts_at=time(15, 30))
    session(alliance, "Saturday at 10", days=["SA"], starts_at=time(10))
    session(alliance, "Monday at 6", days=["MO"], starts_at=time(18))
    assert finder.names(f"when={when}") == expected


def test_summer_is_where_half_of_the_days_are(alliance: Alliance, finder: Finder) -> None:
    year = today().year + 1
    june = today().replace(year=year, month=6, day=10)
    session(alliance, "Camp", starts_on=june, ends_on=june + timedelta(days=10))
    session(alliance, "All year", starts_on=june, ends_on=june + timedelta(days=300))
    assert finder.names("when=summer") == ["Camp"]


def test_days_from_and_to(alliance: Alliance, finder: Finder) -> None:
    start = today() + timedelta(days=100)
    session(alliance, "Now")
    session(alliance, "Later", starts_on=start, ends_on=start + timedelta(days=5))
    assert finder.names(f"starting={start.isoformat()}") == ["Later"]
    assert finder.names(f"ending={today().isoformat()}") == ["Now"]


def test_topic_language_ride_and_open_seats(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "All", topics=["robotics"], languages=["es"], transport=True, seats_open=2)
    session(alliance, "None", topics=["math"], languages=["en"], transport=False, seats_open=0)
    for query in ("topic=robotics", "language=es", "transport=1", "open=1"):
        assert finder.names(query) == ["All"], query


def test_words_are_found_in_names_and_topics_without_accents(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Robótica para niñas")
    session(alliance, "Chess", topics=["chemistry"])
    assert finder.names("q=robotica NINAS") == ["Robótica para niñas"]
    assert finder.names("q=chemistry") == ["Chess"]


def test_online_programs_are_asked_for_where_a_place_is_given(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Here")
    session(alliance, "Online", site=None, mode="online")
    assert finder.names("zip=74106") == ["Here"]
    assert finder.names("zip=74106&online=1") == ["Here", "Online"]
    assert sorted(finder.names("")) == ["Here", "Online"]


def test_a_site_that_nobody_located_may_fit(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Somewhere", miles=None)
    assert finder.groups("zip=74106") == {"They don't say where; ask.": ["Somewhere"]}


def test_what_several_things_are_unknown_of_says_each(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Silent", price=None, age_min=None, age_max=None)
    page = finder.text("age=12&cost=free")
    assert "These may fit; ask" in page
    assert "They don't say for which ages; ask." in page
    assert "They don't say what it costs; ask." in page


def test_a_program_is_shown_once_with_its_best_session(alliance: Alliance, finder: Finder) -> None:
    far = session(alliance, "Club", miles=9)
    near = session(alliance, "Another", miles=2)
    SessionFactory(program=far.program, site=near.site, starts_on=today(), ends_on=today())
    page = finder.html("zip=74106")
    assert page.count(">Club</a>") == 1
    assert "and 1 more time or place" in page


def test_hidden_old_and_past_entries_are_not_shown(alliance: Alliance, finder: Finder) -> None:
    DirectorySettings.objects.create(alliance=alliance, stale_after_days=30, hidden_after_days=60)
    session(alliance, "Shown", verified_on=today() - timedelta(days=60))
    session(alliance, "Too old", verified_on=today() - timedelta(days=61))
    session(alliance, "Hidden", status=Program.Status.HIDDEN)
    session(alliance, "Ended", status=Program.Status.ENDED)
    session(alliance, "Over", ends_on=today() - timedelta(days=1))
    assert finder.names() == ["Shown"]
    assert sorted(finder.names("past=1")) == ["Over", "Shown"]


def test_another_alliances_programs_are_not_shown(alliance: Alliance, finder: Finder) -> None:
    SessionFactory(program__name="Elsewhere")
    assert finder.names() == []


def test_a_change_shows_at_once(alliance: Alliance, finder: Finder) -> None:
    made = session(alliance, "Before")
    assert finder.names() == ["Before"]
    made.program.name = "After"
    made.program.save()
    assert finder.names() == ["After"]
    made.delete()
    assert finder.names() == []


def test_a_change_that_bears_an_earlier_time_shows_too(alliance: Alliance, finder: Finder) -> None:
    # As of an import that began before the last edit and ended after it.
    old = timezone.now() - timedelta(days=9)
    made = session(alliance, "Before")
    session(alliance, "Edited later")
    Program.objects.for_alliance(alliance).filter(pk=made.program.pk).update(changed_at=old)
    assert "Before" in finder.names()
    began = timezone.now() - timedelta(minutes=1)
    Program.objects.for_alliance(alliance).filter(pk=made.program.pk).update(name="After", changed_at=began)
    assert "After" in finder.names()


def test_a_site_narrows_the_answer(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "There", miles=1)
    here = session(alliance, "Here", miles=2)
    assert here.site is not None
    assert finder.names(f"site={here.site.public_id}") == ["Here"]
