"""People answer by a link, without an account, and come back to their own answers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.unit.readiness.asking import answer_url, asked, bank, closed, somebody, text

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.readiness.models import Assessment, Respondent, Response
from trellis.apps.readiness.services import answering


def begin(client: Client, assessment: Assessment, sector: str = "library") -> None:
    client.post(answer_url("start", assessment.link), {"sector": sector})


def answers() -> list[tuple[str, int | None, str]]:
    rows = Response.objects.across_alliances().order_by("pk")
    return list(rows.values_list("item", "level", "note"))


def test_somebody_answers_by_the_shared_link_on_one_page_a_question(
    alliance: Alliance, client: Client
) -> None:
    assessment = asked(alliance)
    response = client.post(answer_url("start", assessment.link), {"sector": "library"}, follow=True)
    assert "1 of 4" in text(response)
    for step in bank(alliance).steps:
        response = client.post(answer_url("step", assessment.link, step=step), {"level": "2"}, follow=True)
    assert "Thank you" in text(response)
    person = Respondent.objects.for_alliance(alliance).get()
    assert (person.sector, len(answers()), person.finished_at is not None) == ("library", 4, True)


def test_opening_the_link_keeps_nothing(alliance: Alliance, client: Client) -> None:
    client.get(answer_url("start", asked(alliance).link))
    assert not Respondent.objects.for_alliance(alliance).exists()


def test_the_shared_link_used_twice_in_one_browser_leads_back_to_the_same_answers(
    alliance: Alliance, client: Client
) -> None:
    assessment = asked(alliance)
    begin(client, assessment)
    assert "Go on with my answers" in text(client.get(answer_url("start", assessment.link)))
    begin(client, assessment, "museum")
    assert [row.sector for row in Respondent.objects.for_alliance(alliance)] == ["museum"]


def test_somebody_else_at_the_same_browser_begins_anew(alliance: Alliance, client: Client) -> None:
    assessment = asked(alliance)
    begin(client, assessment)
    client.post(answer_url("another", assessment.link))
    begin(client, assessment, "museum")
    assert Respondent.objects.for_alliance(alliance).count() == 2


def test_a_forged_cookie_opens_nobodys_answers(alliance: Alliance, client: Client) -> None:
    assessment = asked(alliance)
    person = somebody(assessment, understanding=3)
    client.cookies[f"readiness-{assessment.pk}"] = str(person.number)
    response = client.get(answer_url("step", assessment.link, step="understanding"))
    assert response.status_code == 302


def test_the_cookie_of_one_assessment_is_nobody_in_another(alliance: Alliance, client: Client) -> None:
    first, second = asked(alliance), asked(alliance)
    begin(client, first)
    client.cookies[f"readiness-{second.pk}"] = client.cookies[f"readiness-{first.pk}"].value
    response = client.get(answer_url("step", second.link, step="understanding"))
    assert response.status_code == 302
    assert response["Location"] == answer_url("start", second.link)


def test_answering_again_replaces_the_answer(alliance: Alliance, client: Client) -> None:
    assessment = asked(alliance)
    begin(client, assessment)
    for level in ("1", "unsure", "4"):
        client.post(answer_url("step", assessment.link, step="concern"), {"level": level, "note": level})
    assert answers() == [("concern", 4, "4")]


def test_a_link_that_nobody_made_is_not_there(db: None, client: Client) -> None:
    assert client.get(answer_url("start", "made-up")).status_code == 404


def test_a_draft_has_no_link_yet(alliance: Alliance, client: Client) -> None:
    from trellis.apps.readiness.services import assessments

    draft = assessments.create(alliance=alliance, bank=bank(alliance), by=None, name="Later")
    assert client.get(answer_url("start", draft.link)).status_code == 404


@pytest.mark.parametrize("how", ["closed by hand", "time is over"])
def test_after_closing_a_kind_page_says_so_and_nothing_is_kept(
    alliance: Alliance, client: Client, how: str
) -> None:
    assessment = asked(alliance)
    begin(client, assessment)
    if how == "closed by hand":
        closed(assessment)
    else:
        ended = Assessment.objects.for_alliance(alliance)
        ended.update(closes_at=timezone.now() - timedelta(minutes=1))
    for response in (
        client.get(answer_url("start", assessment.link)),
        client.post(answer_url("step", assessment.link, step="concern"), {"level": "2"}),
        client.get(answer_url("done", assessment.link)),
    ):
        assert response.status_code == 410
        assert "It is closed. Thank you for coming." in text(response)
    assert answers() == []


def test_before_it_opens_a_kind_page_says_when(alliance: Alliance, client: Client) -> None:
    assessment = asked(alliance, opens_at=timezone.now() + timedelta(days=1))
    response = client.get(answer_url("start", assessment.link))
    assert response.status_code == 410
    assert "Not open yet" in text(response)


def test_a_question_that_the_bank_does_not_have_is_not_there(alliance: Alliance, client: Client) -> None:
    assessment = asked(alliance)
    begin(client, assessment)
    for item in ("strategy", "table", "nothing-such"):
        url = answer_url("step", assessment.link, step=item)
        assert client.get(url).status_code == 404
        assert client.post(url, {"level": "1"}).status_code == 404


@pytest.mark.parametrize("level", ["0", "5", "99", "-1", "2.5", "two", "²", "1e9"])
def test_a_level_out_of_range_is_refused(alliance: Alliance, client: Client, level: str) -> None:
    assessment = asked(alliance)
    begin(client, assessment)
    response = client.post(answer_url("step", assessment.link, step="concern"), {"level": level})
    assert response.status_code == 404
    assert answers() == []


def test_no_level_is_asked_for_beside_the_levels_and_the_note_stays(
    alliance: Alliance, client: Client
) -> None:
    assessment = asked(alliance)
    begin(client, assessment)
    response = client.post(answer_url("step", assessment.link, step="concern"), {"note": "because"})
    assert response.status_code == 422
    assert "Choose one, or say that you can't tell." in text(response)
    assert "because" in text(response)


def test_a_note_of_10000_characters_is_refused_beside_the_field_and_kept_in_it(
    alliance: Alliance, client: Client
) -> None:
    assessment = asked(alliance)
    begin(client, assessment)
    note = "x" * 10_000
    response = client.post(answer_url("step", assessment.link, step="concern"), {"level": "2", "note": note})
    assert response.status_code == 422
    assert "under 2,000 characters; this has 10,000" in text(response)
    assert note in text(response)
    assert answers() == []


def test_a_sector_that_there_is_not_is_asked_for_again(alliance: Alliance, client: Client) -> None:
    assessment = asked(alliance)
    for sector in ("", "sorcery"):
        response = client.post(answer_url("start", assessment.link), {"sector": sector})
        assert response.status_code == 422
    assert not Respondent.objects.for_alliance(alliance).exists()


def test_an_anonymous_assessment_knows_nothing_of_who_is_signed_in(
    alliance: Alliance, staff_pages: object
) -> None:
    assessment = asked(alliance)
    client: Client = staff_pages.client  # type: ignore[attr-defined]
    client.post(staff_pages.url("answer", pk=assessment.pk))  # type: ignore[attr-defined]
    begin(client, assessment)
    client.post(answer_url("step", assessment.link, step="concern"), {"level": "2"})
    client.post(answer_url("done", assessment.link))
    person = Respondent.objects.for_alliance(alliance).get()
    assert (person.user, person.invitee, person.token_hash) == (None, None, None)
    said = AuditEntry.objects.for_alliance(alliance).get(action="assessment.answered")
    assert (said.by, said.by_name, said.changes) == (None, "", {})


def test_a_member_comes_back_to_their_own_answers_by_account(alliance: Alliance, staff_pages: object) -> None:
    assessment = asked(alliance, is_anonymous=False)
    client: Client = staff_pages.client  # type: ignore[attr-defined]
    url = staff_pages.url("answer", pk=assessment.pk)  # type: ignore[attr-defined]
    first, second = client.post(url)["Location"], client.post(url)["Location"]
    assert first == second
    assert Respondent.objects.for_alliance(alliance).count() == 1


def test_nobody_answers_after_closing_however_they_try(alliance: Alliance) -> None:
    assessment = asked(alliance)
    person = somebody(assessment)
    closed(assessment)
    with pytest.raises(answering.NotTakenError):
        answering.answer(respondent=person, bank=bank(alliance), item="concern", level=1)
    with pytest.raises(answering.NotTakenError):
        answering.begin(assessment=assessment)


def test_the_sector_table_takes_several_sectors_and_lets_one_be_taken_back(
    alliance: Alliance, client: Client
) -> None:
    assessment = asked(alliance, "sectors")
    begin(client, assessment)
    url = answer_url("step", assessment.link, step="table")
    client.post(url, {"sector": "library", "contributes": "rooms", "gets": "readers"})
    response = client.post(url, {"sector": "museum", "contributes": "exhibits", "gets": ""}, follow=True)
    assert "Saved: Museum or science center." in text(response)
    client.post(url, {"sector": "library", "contributes": "", "gets": ""})
    person = Respondent.objects.for_alliance(alliance).get()
    assert [(each.sector, each.contributes) for each in person.table_entries.all()] == [
        ("museum", "exhibits")
    ]


def test_the_sector_table_refuses_a_sector_that_there_is_not_and_asks_where_none_is_chosen(
    alliance: Alliance, client: Client
) -> None:
    assessment = asked(alliance, "sectors")
    begin(client, assessment, "other")
    url = answer_url("step", assessment.link, step="table")
    assert client.post(url, {"sector": "sorcery", "contributes": "x"}).status_code == 404
    assert client.post(url, {"sector": "", "contributes": "x"}).status_code == 422
    assert client.post(url, {"sector": "museum", "contributes": "x" * 10_000}).status_code == 422
