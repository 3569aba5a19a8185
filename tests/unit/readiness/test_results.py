"""What is shown of answers: levels, spread and disagreement, about groups that are large enough."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from tests.unit.readiness.asking import Pages, asked, bank, closed, people, somebody, text

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.readiness import results
from trellis.apps.readiness.models import Assessment
from trellis.apps.readiness.services import answering, assessments

ITEM = "understanding"


def read(assessment: Assessment) -> results.ItemResult:
    return results.read(assessment, bank(assessment.alliance)).items[0]


def seven(alliance: Alliance) -> Assessment:
    """Four of libraries, three of museums: 1 1 2 2 and 3 3 4."""
    assessment = asked(alliance)
    people(assessment, ITEM, [("library", level) for level in (1, 1, 2, 2)])
    people(assessment, ITEM, [("museum", level) for level in (3, 3, 4)])
    return assessment


def test_a_closed_assessment_shows_level_spread_and_sectors(alliance: Alliance) -> None:
    found = read(closed(seven(alliance)))
    assert found.level == 2
    assert found.spread is not None
    assert found.spread.counts == (2, 2, 2, 1)
    assert found.spread.mean == pytest.approx(16 / 7)
    assert (found.spread.low, found.spread.high) == (1.5, 3)
    assert [(each.sector, each.level) for each in found.sectors] == [("museum", 3), ("library", 1.5)]


def test_nothing_is_shown_while_people_answer(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = seven(alliance)
    assert read(assessment).level is None
    assert staff_pages.get("results", pk=assessment.pk).status_code == 302
    assert staff_pages.get("results_csv", pk=assessment.pk).status_code == 404


def test_no_respondent_and_one_respondent_come_to_a_page_that_says_so(
    alliance: Alliance, staff_pages: Pages
) -> None:
    nobody, one = closed(asked(alliance)), asked(alliance)
    somebody(one, understanding=4)
    closed(one)
    assert "A result needs at least 3 people" in text(staff_pages.get("results", pk=nobody.pk))
    said = text(staff_pages.get("results", pk=one.pk))
    assert "Too few answers to show (1)." in said
    assert "Leaders, educators, employers" not in said


def test_small_groups_are_counted_but_never_spread(alliance: Alliance) -> None:
    assessment = asked(alliance)
    people(assessment, ITEM, [("library", level) for level in (1, 2, 2)])
    found = read(closed(assessment))
    assert (found.level, found.spread) == (2, None)


def test_a_hidden_sector_takes_another_with_it(alliance: Alliance) -> None:
    assessment = asked(alliance)
    people(assessment, ITEM, [("library", 1)] * 4 + [("museum", 3)] * 3 + [("media", 4)] * 2)
    found = read(closed(assessment))
    assert [each.sector for each in found.sectors] == ["library"]
    assert found.hidden_sectors == ("museum", "media")


def test_those_who_cannot_tell_are_no_level(alliance: Alliance) -> None:
    assessment = seven(alliance)
    somebody(assessment, understanding=None)
    found = read(closed(assessment))
    assert found.spread is not None
    assert (found.answered, found.spread.unsure) == (7, 1)


def test_notes_are_shown_where_allowed_apart_from_who_wrote_them(
    alliance: Alliance, staff_pages: Pages
) -> None:
    assessment = seven(alliance)
    for number, (note, is_public) in enumerate([("Zebra", True), ("Secret", False), ("Apple", True)]):
        answering.answer(
            respondent=somebody(assessment, "media"),
            bank=bank(alliance),
            item=ITEM,
            level=number + 1,
            note=note,
            is_public_note=is_public,
        )
    assert read(closed(assessment)).notes == ("Apple", "Zebra")
    assert "Secret" not in text(staff_pages.get("results", pk=assessment.pk))


def test_a_script_in_a_note_is_text(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = seven(alliance)
    answering.answer(
        respondent=somebody(assessment),
        bank=bank(alliance),
        item=ITEM,
        level=1,
        note="<script>alert(1)</script>",
        is_public_note=True,
    )
    closed(assessment)
    page = staff_pages.get("results", pk=assessment.pk).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_was_shown_never_changes(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = seven(alliance)
    staff_pages.post("reveal", {"step": ITEM}, pk=assessment.pk)
    late = somebody(assessment, concern=1)
    with pytest.raises(answering.NotTakenError):
        answering.answer(respondent=late, bank=bank(alliance), item=ITEM, level=1)
    assessment.refresh_from_db()
    assert (read(assessment).level, read(closed(assessment)).level) == (2, 2)


def test_revealing_waits_for_enough_answers(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = asked(alliance)
    people(assessment, ITEM, [("library", 1), ("library", 2)])
    staff_pages.post("reveal", {"step": ITEM}, pk=assessment.pk)
    page = text(staff_pages.get("facilitate", f"?step={ITEM}", pk=assessment.pk))
    assert "a result needs at least 3 people" in page
    assessment.refresh_from_db()
    assert assessment.revealed == []


def test_a_closed_assessment_does_not_open_again(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = closed(asked(alliance))
    staff_pages.post("open", pk=assessment.pk)
    assessment.refresh_from_db()
    assert assessment.status == Assessment.Status.CLOSED
    assert staff_pages.get("edit", pk=assessment.pk).status_code == 404


def test_closing_keeps_evidence_of_what_is_shown(alliance: Alliance) -> None:
    closed(seven(alliance))
    kept = Evidence.objects.for_alliance(alliance).get()
    assert kept.result["items"][0] == {
        "item": ITEM,
        "answered": 7,
        "level": 2,
        "agreement": pytest.approx(0.1429, abs=1e-4),
        "counts": [2, 2, 2, 1],
        "sectors": {"library": 1.5, "museum": 3},
        "record": None,
    }


def test_files_say_what_the_page_says(alliance: Alliance, board_pages: Pages) -> None:
    assessment = closed(seven(alliance))
    body = board_pages.get("results_csv", pk=assessment.pk).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(body)))
    assert [(row["Group"], row["Answers"], row["Level"]) for row in rows[:3]] == [
        ("Everybody", "7", "2.0"),
        ("Museum or science center", "", "3.0"),
        ("Library", "", "1.5"),
    ]
    book = load_workbook(BytesIO(board_pages.get("results_xlsx", pk=assessment.pk).content))
    assert book["Results"]["C2"].value == 7


def test_the_record_answers_what_it_can_and_says_what_it_does_not_keep(
    alliance: Alliance, staff_pages: Pages
) -> None:
    from tests.factories import PartnerFactory

    for sector in ("library", "museum", "media", "youth"):
        PartnerFactory(alliance=alliance, sector=sector)
    assessment = asked(alliance, "partnership")
    people(assessment, "stakeholders", [("library", 1)] * 3)
    said = text(staff_pages.get("results", pk=closed(assessment).pk))
    assert "4 of 18 sectors have an active partner Beginning" in said
    assert "Trellis does not keep this yet." in said


def test_the_weakest_comes_first_with_what_to_do(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = asked(alliance)
    for _each in range(3):
        somebody(assessment, understanding=4, concern=2, thinking=1, beyond=3)
    said = text(staff_pages.get("results", pk=closed(assessment).pk))
    first = said.index("Find three teachers who do it already")
    assert first < said.index("Bring the openings and graduates of your region")
    assert "Show the region in figures to ten leaders" not in said
    assert "Find three teachers" in text(staff_pages.get("overview"))


def test_two_assessments_of_the_same_version_compare_and_others_say_why_not(
    alliance: Alliance, staff_pages: Pages
) -> None:
    first = asked(alliance, name="Spring")
    people(first, ITEM, [("library", 1)] * 3)
    closed(first)
    second = asked(alliance, name="Fall")
    people(second, ITEM, [("library", 3)] * 3)
    closed(second)
    said = text(staff_pages.get("compare", pk=second.pk))
    assert "1 question is higher, 0 are lower, 0 are as before." in said
    Assessment.objects.for_alliance(alliance).filter(pk=first.pk).update(bank_version=9)
    assert "Different questions can't be compared." in text(staff_pages.get("compare", pk=second.pk))


def test_time_running_out_closes_it_by_itself(alliance: Alliance, board_pages: Pages) -> None:
    from datetime import timedelta

    from django.utils import timezone

    assessment = seven(alliance)
    rows = Assessment.objects.for_alliance(alliance)
    rows.update(closes_at=timezone.now() - timedelta(hours=1))
    assert "7 people answered" in text(board_pages.get("results", pk=assessment.pk))
    assert Evidence.objects.for_alliance(alliance).count() == 1


def test_a_revealed_item_is_on_the_wall_and_no_other(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = seven(alliance)
    page = text(staff_pages.get("facilitate", f"?step={ITEM}", pk=assessment.pk))
    assert "7 answers so far" in page
    assert "people differ" not in page
    assessments.reveal(assessment=assessment, step=ITEM, by=None)  # type: ignore[arg-type]
    page = text(staff_pages.get("facilitate", f"?step={ITEM}", pk=assessment.pk))
    assert "In places ; far apart" in page
    assert "far apart" not in text(staff_pages.get("facilitate", "?step=concern", pk=assessment.pk))
