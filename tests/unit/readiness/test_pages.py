"""Readiness for those who run it: pages, their speed, the meeting, themes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from tests.unit.readiness.asking import Pages, asked, bank, closed, people, somebody, text

from trellis.apps.alliances.models import Alliance
from trellis.apps.readiness.models import Assessment, SectorTableEntry, Theme
from trellis.apps.readiness.services import answering

MaxQueries = Callable[[int], AbstractContextManager[Any]]
SECTORS = ("library", "museum", "media", "youth")


def many(alliance: Alliance, count: int) -> Assessment:
    assessment = asked(alliance)
    for number in range(count):
        somebody(
            assessment,
            SECTORS[number % 4],
            understanding=number % 4 + 1,
            concern=1,
            thinking=None,
            beyond=2 + number % 2,
        )
    return assessment


@pytest.mark.parametrize("count", [4, 40])
@pytest.mark.parametrize(
    ("name", "most"),
    [("overview", 16), ("assessment", 12), ("results", 14), ("results_csv", 9), ("results_xlsx", 9)],
)
def test_a_page_takes_the_same_few_queries_however_many_answered(
    alliance: Alliance, board_pages: Pages, max_queries: MaxQueries, name: str, most: int, count: int
) -> None:
    assessment = closed(many(alliance, count))
    arguments = {} if name == "overview" else {"pk": assessment.pk}
    with max_queries(most):
        assert board_pages.get(name, **arguments).status_code == 200


def test_the_overview_takes_the_same_queries_however_many_assessments(
    alliance: Alliance, board_pages: Pages, max_queries: MaxQueries
) -> None:
    for _each in range(12):
        closed(asked(alliance))
    with max_queries(16):
        board_pages.get("overview")


def test_an_alliance_that_never_asked_is_led_to_the_first_questions(staff_pages: Pages) -> None:
    said = text(staff_pages.get("overview"))
    assert "Nobody has been asked yet" in said
    assert "Ask people : Is the region ready?" in said


def test_a_contributor_sees_no_draft_and_nothing_to_press(alliance: Alliance, board_pages: Pages) -> None:
    from trellis.apps.readiness.services import assessments

    draft = assessments.create(alliance=alliance, bank=bank(alliance), by=None, name="Secret plan")
    assert "Secret plan" not in text(board_pages.get("overview"))
    assert board_pages.get("assessment", pk=draft.pk).status_code == 404
    for name in ("open", "close", "reveal", "mail"):
        assert board_pages.post(name, pk=draft.pk).status_code == 404


def test_staff_prepare_open_and_close_one(alliance: Alliance, staff_pages: Pages) -> None:
    data = {"name": "Launch", "introduction": "Welcome", "is_anonymous": "on", "min_respondents": "3"}
    response = staff_pages.post("new", data, bank="backbone")
    assert response.status_code == 302
    made = Assessment.objects.for_alliance(alliance).get()
    for name, status in (("open", "open"), ("close", "closed")):
        staff_pages.post(name, pk=made.pk)
        made.refresh_from_db()
        assert made.status == status


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"min_respondents": "2"}, "greater than or equal to 3"),
        ({"name": ""}, "This field is required."),
        ({"opens_at": "2030-01-02T10:00", "closes_at": "2030-01-01T10:00"}, "Choose a time after it opens."),
        ({"closes_at": "someday"}, "Enter a valid date/time."),
    ],
)
def test_a_form_that_cannot_be_is_refused_beside_the_field(
    alliance: Alliance, staff_pages: Pages, change: dict[str, str], said: str
) -> None:
    data = {"name": "Launch", "min_respondents": "3", **change}
    response = staff_pages.post("new", data, bank="region")
    assert response.status_code == 422
    assert said in text(response)


def test_what_people_were_told_stays_once_it_is_open(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = asked(alliance)
    staff_pages.post("edit", {"name": "New name", "min_respondents": "3"}, pk=assessment.pk)
    assessment.refresh_from_db()
    assert (assessment.name, assessment.is_anonymous) == ("New name", True)


def test_the_wall_goes_from_question_to_question_with_keys(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = asked(alliance)
    page = staff_pages.get("facilitate", "?step=concern", pk=assessment.pk).content.decode()
    assert (
        'href="' + staff_pages.url("facilitate", pk=assessment.pk) + '?step=thinking" data-key="ArrowRight"'
        in page
    )
    assert '?step=understanding" data-key="ArrowLeft"' in page
    assert staff_pages.get("facilitate", "?step=nothing", pk=assessment.pk).status_code == 404


def test_the_count_rises_as_people_answer(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = asked(alliance)
    people(assessment, "concern", [("library", 1)])
    assert text(staff_pages.get("count", "?step=concern", pk=assessment.pk)).startswith("1 answer so far")
    people(assessment, "concern", [("library", 1)])
    assert text(staff_pages.get("count", "?step=concern", pk=assessment.pk)).startswith("2 answers so far")


def described(alliance: Alliance) -> Assessment:
    """A closed table that three people filled."""
    assessment = asked(alliance, "sectors")
    for sector, gives in (("library", "Rooms"), ("museum", "Exhibits"), ("library", "Books")):
        answering.describe_sector(
            respondent=answering.begin(assessment=assessment),
            bank=bank(alliance, "sectors"),
            sector=sector,
            contributes=gives,
            gets="",
        )
    return closed(assessment)


def test_the_table_is_shown_by_sector_in_the_order_of_the_alphabet(
    alliance: Alliance, board_pages: Pages
) -> None:
    said = text(board_pages.get("results", pk=described(alliance).pk))
    assert "3 people wrote something. 2 sectors are described. Of 16 sectors nobody wrote anything." in said
    assert said.index("Books") < said.index("Rooms")


def test_staff_name_a_theme_across_sectors_and_take_it_back(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = described(alliance)
    rows = SectorTableEntry.objects.for_alliance(alliance).exclude(contributes="Books")
    data = {"name": "Places", "description": "", "entries": [str(row.number) for row in rows]}
    staff_pages.post("theme_new", data, pk=assessment.pk)
    theme = Theme.objects.for_alliance(alliance).get()
    assert {entry.sector for entry in theme.entries.all()} == {"library", "museum"}
    assert "Places" in text(staff_pages.get("results", pk=assessment.pk))
    staff_pages.post("theme_delete", pk=assessment.pk, theme=theme.pk)
    assert not Theme.objects.for_alliance(alliance).exists()


def test_entries_of_another_assessment_do_not_come_into_a_theme(
    alliance: Alliance, staff_pages: Pages
) -> None:
    first, second = described(alliance), described(alliance)
    other = SectorTableEntry.objects.for_alliance(alliance).filter(respondent__assessment=first).first()
    assert other is not None
    data = {"name": "Mixed", "entries": [str(other.number), "not a number"]}
    staff_pages.post("theme_new", data, pk=second.pk)
    assert not Theme.objects.for_alliance(alliance).get().entries.exists()
