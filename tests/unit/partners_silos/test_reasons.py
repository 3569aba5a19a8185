"""Why two were put together, in words."""

from collections.abc import Callable

import pytest

from trellis.apps.alliances.models import Alliance
from trellis.apps.partners.models import NeedOrOffer, Partner
from trellis.apps.partners.silos import document, reading, words
from trellis.apps.programs.models import Program, Session

pytestmark = pytest.mark.django_db

MakeProgram = Callable[..., Program]
MakePartner = Callable[..., Partner]


def found(subjects: reading.Subjects) -> list[dict[str, object]]:
    return list(document.document(subjects)["findings"])


def reasons(subjects: reading.Subjects) -> list[list[str]]:
    return [
        words.reasons(each, {row["id"]: row["name"] for row in each["members"]})  # type: ignore[attr-defined]
        for each in found(subjects)
    ]


@pytest.mark.usefixtures("clubs")
def test_a_reason_reads_as_a_person_would_say_it(alliance: Alliance) -> None:
    assert reasons(reading.programs(alliance)) == [
        ["Both teach robotics, for ages 11 to 13, in Tulsa County, 1.2 miles apart."]
    ]


def test_three_are_named_as_a_group_and_how_far_at_most(alliance: Alliance, program: MakeProgram) -> None:
    for step, name in enumerate(("A", "B", "C")):
        program(name, miles=0.5 * step)
    assert reasons(reading.programs(alliance)) == [
        ["All 3 teach robotics, for ages 11 to 13, in Tulsa County, at most 1.0 miles apart."]
    ]


def test_partners_are_said_to_work_for_grades_in_counties(alliance: Alliance, partner: MakePartner) -> None:
    for name in ("Illustrative library A", "Illustrative library B"):
        partner(name, groups=["girls"], grade_bands=["middle", "high"])
    assert reasons(reading.partners(alliance)) == [
        [
            "Both work on robotics, for grades 6–8 and 9–12, in Tulsa County.",
            "Both make a point of serving girls.",
        ]
    ]


def test_a_need_and_the_offer_that_fits_are_named_with_whose_they_are(
    alliance: Alliance, partner: MakePartner
) -> None:
    club = partner("Illustrative club", sector="out_of_school", counties=[])
    church = partner("Illustrative bank", sector="business", counties=[])
    for who, direction in ((club, "need"), (church, "offer")):
        NeedOrOffer.objects.create(alliance=alliance, partner=who, direction=direction, kind="space")
    (said,) = reasons(reading.partners(alliance))
    assert said[1] == "Illustrative club looks for space; Illustrative bank has it to offer."


def test_a_need_that_is_settled_fits_nothing(alliance: Alliance, partner: MakePartner) -> None:
    club = partner("Illustrative club", sector="out_of_school", counties=[])
    bank = partner("Illustrative bank", sector="business", counties=[])
    NeedOrOffer.objects.create(alliance=alliance, partner=club, direction="need", kind="space", is_open=False)
    NeedOrOffer.objects.create(alliance=alliance, partner=bank, direction="offer", kind="space")
    assert not found(reading.partners(alliance))


def test_two_online_programs_serve_the_same_places(alliance: Alliance, program: MakeProgram) -> None:
    for name in ("A", "B"):
        made = program(name, miles=40.0 if name == "B" else 0.0)
        Session.objects.for_alliance(alliance).filter(program=made).update(mode="online", site=None)
    assert reasons(reading.programs(alliance)) == [["Both teach robotics, for ages 11 to 13, online."]]


def test_two_school_districts_are_not_duplicates_of_each_other(
    alliance: Alliance, partner: MakePartner
) -> None:
    for name in ("Illustrative district A", "Illustrative district B"):
        partner(name, sector="school_district")
    assert not found(reading.partners(alliance))


def test_programs_of_one_organization_are_no_silo(alliance: Alliance, clubs: tuple[Program, Program]) -> None:
    one, other = clubs
    other.organization = one.organization
    other.save()
    assert not found(reading.programs(alliance))


@pytest.mark.parametrize("status", ["paused", "left", "prospect"])
def test_only_active_partners_are_compared(alliance: Alliance, partner: MakePartner, status: str) -> None:
    partner("Illustrative library A")
    partner("Illustrative library B", status=status)
    assert not found(reading.partners(alliance))


def test_a_partner_that_says_nothing_of_itself_is_taken_by_its_programs(
    alliance: Alliance, clubs: tuple[Program, Program], partner: MakePartner
) -> None:
    for club in clubs:
        partner("", organization=club.organization, fields=[], counties=[])
    (said,) = reasons(reading.partners(alliance))
    assert said[0].startswith("Both work on robotics, for grades 6–8, in Tulsa County, 1.2 miles apart")


def test_partners_are_read_with_the_same_queries_however_many(
    alliance: Alliance, partner: MakePartner, max_queries: Callable[[int], object]
) -> None:
    for number in range(30):
        partner(f"Illustrative library {number}")
    with max_queries(6):  # type: ignore[attr-defined]
        reading.partners(alliance)
