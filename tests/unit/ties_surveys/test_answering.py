"""People answer on a phone: their own list, saved at every step, changed until it closes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from tests.factories import AllianceFactory
from tests.unit.ties_surveys.asking import Phone, Survey

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.ties import queries
from trellis.apps.ties.models import Answer, Suggestion, Wave
from trellis.apps.ties.services import answering, waves


@pytest.fixture
def phone(survey: Survey) -> Phone:
    """The museum's phone."""
    return Phone(Client(), survey, "museum")


def ticked(survey: Survey, who: str) -> set[str]:
    """Whom somebody works with, by short names."""
    pks = answering.own_answers(survey.respondent[who]).filter(knows=True).values_list("about", flat=True)
    return {name for name, entry in survey.entry.items() if entry.pk in set(pks)}


def test_opening_the_link_keeps_nothing(survey: Survey, phone: Phone) -> None:
    assert phone.get().status_code == 200
    survey.refresh()
    assert survey.respondent["museum"].started_at is None


def test_the_list_holds_everybody_but_their_own_organization(phone: Phone) -> None:
    page = phone.get("list/").content.decode()
    assert "Illustrative forge" in page
    assert "Illustrative museum" not in page


def test_ticks_are_kept_without_javascript(survey: Survey, phone: Phone) -> None:
    response = phone.tick("forge", "lab")
    assert response.status_code == 302
    assert ticked(survey, "museum") == {"forge", "lab"}


def test_a_tick_alone_is_kept_at_once_where_there_is_javascript(survey: Survey, phone: Phone) -> None:
    lab = survey.entry["lab"].pk
    response = phone.client.post(
        survey.link("museum", "list/"), {"works": [lab], "only": lab}, headers={"HX-Request": "true"}
    )
    assert "Saved" in response.content.decode()
    assert ticked(survey, "museum") == {"lab"}


def test_two_tabs_do_not_undo_each_other(survey: Survey, phone: Phone) -> None:
    phone.tick("forge", before=())
    phone.tick("lab", before=())  # the other tab, opened before, never saw the tick
    assert ticked(survey, "museum") == {"forge", "lab"}


def test_what_was_ticked_can_be_unticked(survey: Survey, phone: Phone) -> None:
    phone.tick("forge", "lab")
    phone.tick("lab", before=("forge", "lab"))
    assert ticked(survey, "museum") == {"lab"}


def test_the_questions_about_one_are_kept(survey: Survey, phone: Phone) -> None:
    phone.tick("lab")
    phone.post(
        f"about/{survey.entry['lab'].pk}/",
        frequency="3",
        activity="coordination",
        fields=["robotics", "science"],
        outcomes=["program"],
        **{"rating-power": "4"},
    )
    answer = answering.own_answers(survey.respondent["museum"]).get()
    assert (answer.frequency, answer.activity, answer.fields, answer.ratings) == (
        3,
        "coordination",
        ["science", "robotics"],
        {"power": 4},
    )


def test_they_come_back_to_where_they_were(survey: Survey, phone: Phone) -> None:
    phone.tick("forge", "lab")
    phone.post(f"about/{survey.entry['forge'].pk}/", frequency="2")
    response = phone.post()
    assert response.url.endswith(f"about/{survey.entry['lab'].pk}/")


def test_answers_can_be_changed_after_finishing(survey: Survey, phone: Phone) -> None:
    phone.tick("lab")
    phone.post("done/")
    assert "Thank you" in phone.get("done/").content.decode()
    phone.post(f"about/{survey.entry['lab'].pk}/", frequency="4")
    assert answering.own_answers(survey.respondent["museum"]).get().frequency == 4


def test_a_slip_is_taken_back_on_its_page(survey: Survey, phone: Phone) -> None:
    phone.tick("lab")
    phone.post(f"about/{survey.entry['lab'].pk}/", slip="1")
    assert ticked(survey, "museum") == set()


def test_the_list_can_be_searched(phone: Phone) -> None:
    page = phone.get("list/", q="forg").content.decode()
    assert "Illustrative forge" in page
    assert "Illustrative lab" not in page


def test_each_sees_only_their_own_answers(survey: Survey, phone: Phone) -> None:
    survey.says("forge", "museum", frequency=4, ratings={"power": 1})
    page = phone.get(f"about/{survey.entry['forge'].pk}/").content.decode()
    assert "checked" not in page


@pytest.mark.parametrize("page", ["", "list/", "done/", "missing/"])
def test_a_link_that_was_changed_leads_nowhere(survey: Survey, page: str) -> None:
    token = survey.respondent["museum"].token()
    tampered = ("0" if token[0] != "0" else "1") + token[1:]
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"/p/survey/{tampered}/{page}").status_code == 404


def test_after_closing_nothing_is_kept(survey: Survey, phone: Phone) -> None:
    survey.close()
    response = phone.tick("lab")
    assert response.status_code == 410
    assert ticked(survey, "museum") == set()


def test_a_wave_whose_time_is_over_takes_no_answers(survey: Survey, phone: Phone) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Wave.objects.for_alliance(survey.alliance).update(closes_at=past)
    assert phone.get("list/").status_code == 410


def test_before_it_opens_a_link_says_so(alliance: object) -> None:
    survey = Survey.prepared(AllianceFactory())
    response = Client().get(survey.link("museum"))
    assert response.status_code == 410
    assert "Not open yet" in response.content.decode()


def test_nobody_can_name_themselves(survey: Survey, phone: Phone) -> None:
    own = survey.entry["museum"].pk
    assert phone.post("list/", works=[own]).status_code == 404
    assert phone.post(f"about/{own}/", frequency="4").status_code == 404
    assert not Answer.objects.for_alliance(survey.alliance).exists()


def test_nobody_can_name_who_is_on_another_list(survey: Survey, phone: Phone) -> None:
    other = Survey.opened(AllianceFactory()).entry["lab"].pk
    assert phone.post("list/", works=[other]).status_code == 404
    assert phone.get(f"about/{other}/").status_code == 404


def test_one_wrong_tick_keeps_none(survey: Survey, phone: Phone) -> None:
    phone.post("list/", works=[survey.entry["lab"].pk, survey.entry["museum"].pk])
    assert ticked(survey, "museum") == set()


@pytest.mark.parametrize("text", ["x", "-1", "9" * 30, "١"])
def test_a_tick_that_is_no_number_is_not_on_the_list(phone: Phone, text: str) -> None:
    assert phone.post("list/", works=[text]).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"frequency": "5"},
        {"frequency": "weekly"},
        {"activity": "friendship"},
        {"fields": ["alchemy"]},
        {"outcomes": ["gold"]},
        {"rating-power": "0"},
        {"rating-power": "5"},
        {"rating-power": "2.5"},
    ],
)
def test_what_is_off_the_scale_is_refused_and_nothing_kept(
    survey: Survey, phone: Phone, sent: dict[str, object]
) -> None:
    response = phone.post(f"about/{survey.entry['lab'].pk}/", **sent)
    assert response.status_code == 422
    assert not Answer.objects.for_alliance(survey.alliance).exists()


def test_an_unknown_item_is_refused(survey: Survey) -> None:
    with pytest.raises(ValidationError):
        survey.says("museum", "lab", ratings={"charm": 4})


def test_who_is_missing_is_kept_for_staff_and_is_no_tie(survey: Survey, phone: Phone) -> None:
    phone.post("missing/", name="  Illustrative   zoo ")
    phone.post("missing/", name="illustrative zoo")
    assert queries.suggestions(survey.wave) == ["Illustrative zoo"]
    assert not Answer.objects.for_alliance(survey.alliance).exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_that_is_none_is_said_to_be_wrong(survey: Survey, phone: Phone, name: str) -> None:
    assert phone.post("missing/", name=name).status_code == 422
    assert not Suggestion.objects.for_alliance(survey.alliance).exists()


def test_a_script_in_a_name_stays_text(survey: Survey, phone: Phone) -> None:
    phone.post("missing/", name="<script>alert(1)</script>")
    assert "<script>alert" not in phone.get("list/").content.decode()


def test_several_people_can_answer_for_one_organization(survey: Survey) -> None:
    from trellis.apps.ties.services import rosters

    entry = survey.entry["museum"]
    added = rosters.ask(
        wave=survey.wave,
        entry=entry,
        people=[rosters.Asked("second@example.org"), rosters.Asked("MUSEUM@example.org")],
        by=None,
    )
    assert added == 1  # the other address is asked already
    tokens = {row.token_hash for row in queries.respondents(survey.wave).filter(entry=entry)}
    assert len(tokens) == 2


def test_the_token_is_kept_as_its_hash_alone(survey: Survey) -> None:
    row = survey.respondent["museum"]
    stored = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
    assert row.token() not in stored


def test_the_record_learns_that_somebody_finished_and_no_more(survey: Survey) -> None:
    survey.says("museum", "lab", frequency=4, ratings={"power": 1})
    entry = AuditEntry.objects.for_alliance(survey.alliance).filter(action="wave.answered").get()
    assert entry.changes == {}
    assert entry.target_name == "Fall wave"


def test_who_finished_is_done_even_with_nobody(survey: Survey, phone: Phone) -> None:
    phone.post("done/")
    survey.refresh()
    assert survey.respondent["museum"].finished_at is not None


def test_a_list_of_three_hundred_takes_as_many_queries_as_one_of_five(
    survey: Survey, phone: Phone, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        phone.get("list/")


def test_a_reopened_wave_goes_on_with_the_same_link(survey: Survey, phone: Phone) -> None:
    phone.tick("lab")
    survey.close()
    waves.reopen(wave=survey.wave, by=None, closes_at=timezone.now() + timedelta(days=3))
    assert phone.get("list/").status_code == 200
    assert ticked(survey, "museum") == {"lab"}
