"""Programs as schema.org data."""

from datetime import date, time
from decimal import Decimal

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.exchange import jsonld
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.models import Program, Session, Site

ORGANIZATION = Organization(name="Illustrative museum", url="https://museum.example.org/")
PROGRAM = Program(organization=ORGANIZATION, name="Star nights", topics=["earth_space"])
SITE = Site(name="Dome", address="2 Hill Street", city="Tulsa", state="OK", latitude=36.1, longitude=-95.9)
PAGE = "https://example.org/p/star-nights/"


def test_a_program_is_a_course_whose_instances_are_its_sessions() -> None:
    session = Session(
        program=PROGRAM,
        site=SITE,
        price=Decimal("7.50"),
        starts_on=date(2026, 6, 1),
        days=["FR"],
        starts_at=time(20),
        age_min=10,
        seats=30,
        seats_open=0,
    )
    made = jsonld.course(Listed(PROGRAM, ORGANIZATION, (session,)), (session,), page=PAGE)
    (instance,) = made["hasCourseInstance"]
    assert (made["@type"], made["name"], made["provider"]["name"]) == (
        "Course",
        "Star nights",
        "Illustrative museum",
    )
    assert made["isAccessibleForFree"] is False
    assert made["offers"][0]["price"] == "7.5"
    assert made["offers"][0]["availability"] == "https://schema.org/SoldOut"
    assert instance["courseMode"] == "Onsite"
    assert instance["typicalAgeRange"] == "10-"
    assert instance["location"]["geo"]["latitude"] == 36.1
    assert instance["eventSchedule"]["byDay"] == ["https://schema.org/Friday"]


def test_what_is_not_known_is_left_out() -> None:
    session = Session(program=PROGRAM)
    made = jsonld.course(Listed(PROGRAM, ORGANIZATION, (session,)), (session,), page=PAGE)
    assert "isAccessibleForFree" not in made
    assert "offers" not in made
    assert set(made["hasCourseInstance"][0]) == {
        "@type",
        "@id",
        "name",
        "courseMode",
        "eventAttendanceMode",
        "organizer",
    }


def test_an_online_session_is_at_no_place() -> None:
    session = Session(program=PROGRAM, mode=Session.Mode.ONLINE)
    made = jsonld.course(Listed(PROGRAM, ORGANIZATION, (session,)), (session,), page=PAGE)
    assert made["hasCourseInstance"][0]["location"] == {"@type": "VirtualLocation", "url": PAGE}
