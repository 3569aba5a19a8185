"""Asking partners by mail whether their profile is still true, and their answers."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from tests.factories import member
from tests.unit.partners.pages import Pages, seen

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.audit.sentences import sentence
from trellis.apps.core.jobs.models import Job, JobState
from trellis.apps.core.permissions import Role
from trellis.apps.partners import asking
from trellis.apps.partners.models import Partner, PartnerConfirmation, Person
from trellis.apps.partners.services import settings as settings_services

pytestmark = pytest.mark.django_db

Run = Callable[[], None]


@pytest.fixture
def overdue(library: Partner) -> Partner:
    """A partner that was confirmed 400 days ago and has an address."""
    library.confirmed_on = timezone.localdate() - timedelta(days=400)
    library.save()
    library.organization.email = "desk@example.org"
    library.organization.save()
    return library


def due(alliance: Alliance) -> list[Partner]:
    return list(asking.due(alliance, settings_services.of(alliance), timezone.localdate()))


def silent(alliance: Alliance) -> list[Partner]:
    return list(asking.silent(alliance, settings_services.of(alliance), timezone.localdate()))


def asked(partner: Partner, *, days_ago: int, number: int = 1) -> PartnerConfirmation:
    """A question that was sent some days ago."""
    sent = timezone.now() - timedelta(days=days_ago)
    token = f"token-{PartnerConfirmation.objects.across_alliances().count()}"
    return PartnerConfirmation.objects.create(
        alliance=partner.alliance,
        partner=partner,
        email="desk@example.org",
        number=number,
        sent_at=sent,
        expires_at=sent + timedelta(days=60),
        token_hash=PartnerConfirmation.hash_of(token),
    )


@pytest.mark.parametrize(("days", "is_due"), [(364, False), (365, False), (366, True)])
def test_a_profile_is_due_a_year_after_it_was_confirmed(overdue: Partner, days: int, is_due: bool) -> None:
    overdue.confirmed_on = timezone.localdate() - timedelta(days=days)
    overdue.save()
    assert (overdue in due(overdue.alliance)) == is_due


def test_a_profile_that_nobody_confirmed_counts_from_its_first_day(library: Partner) -> None:
    assert due(library.alliance) == []
    Partner.objects.for_alliance(library.alliance).update(created_at=timezone.now() - timedelta(days=400))
    assert due(library.alliance) == [library]


@pytest.mark.parametrize("status", ["prospect", "paused", "left"])
def test_only_active_partners_are_asked(overdue: Partner, status: str) -> None:
    Partner.objects.for_alliance(overdue.alliance).update(status=status)
    assert due(overdue.alliance) == []


@pytest.mark.parametrize(("days", "is_due"), [(1, False), (29, False), (31, True)])
def test_nobody_is_reminded_more_than_once_a_month(overdue: Partner, days: int, is_due: bool) -> None:
    asked(overdue, days_ago=days)
    assert (overdue in due(overdue.alliance)) == is_due


def test_after_two_reminders_somebody_should_call(overdue: Partner) -> None:
    for number, days in ((1, 100), (2, 65), (3, 20)):
        asked(overdue, days_ago=days, number=number)
    assert due(overdue.alliance) == []
    assert silent(overdue.alliance) == []
    PartnerConfirmation.objects.for_alliance(overdue.alliance).filter(number=3).update(
        sent_at=timezone.now() - timedelta(days=31)
    )
    assert due(overdue.alliance) == []
    assert silent(overdue.alliance) == [overdue]


def test_the_questions_of_last_year_are_forgotten(overdue: Partner) -> None:
    for number, days in ((1, 500), (2, 460), (3, 420)):
        asked(overdue, days_ago=days, number=number)
    assert due(overdue.alliance)[0].mails == 0  # type: ignore[attr-defined]


def whom(partner: Partner) -> list[str]:
    found = asking.whom_to_ask(partner.alliance, [partner])
    return [recipient.email for recipient in found.recipients]


def test_editors_are_asked_first_then_the_main_contact_then_the_organization(
    overdue: Partner, librarian: User
) -> None:
    own = {"alliance": overdue.alliance, "partner": overdue}
    Person.objects.create(**own, name="Somebody", email="somebody@example.org")
    Person.objects.create(**own, name="Main", email="main@example.org", is_main_contact=True)
    assert whom(overdue) == [librarian.email]
    overdue.organization.editors.all().delete()
    assert whom(overdue) == ["main@example.org"]
    Person.objects.for_alliance(overdue.alliance).update(email="")
    assert whom(overdue) == ["desk@example.org"]
    overdue.organization.email = ""
    overdue.organization.save()
    assert asking.whom_to_ask(overdue.alliance, [overdue]).unanswerable == (overdue,)


def links(body: str) -> dict[str, str]:
    """The paths of the answers in a mail, by answer."""
    found = [word for word in body.split() if "/p/partner-still-true/" in word]
    return {link.rpartition("=")[2]: link.removeprefix("http://testserver") for link in found}


@pytest.fixture
def answers(overdue: Partner, staff_pages: Pages, run_jobs: Run) -> dict[str, str]:
    """The links of the mail that the library got."""
    assert "One profile was not confirmed for a year." in staff_pages.text("directory")
    staff_pages.post("ask")
    run_jobs()
    [sent] = mail.outbox
    assert sent.to == ["desk@example.org"]
    assert "Illustrative library (Library)" in sent.body
    return links(sent.body)


def test_a_mail_asks_once_and_the_page_says_so(
    overdue: Partner, answers: dict[str, str], staff_pages: Pages, run_jobs: Run
) -> None:
    assert set(answers) == {"true", "changed", "left"}
    assert "not confirmed for a year" not in staff_pages.text("directory")
    staff_pages.post("ask")
    run_jobs()
    assert len(mail.outbox) == 1
    assert "no answer yet" in staff_pages.text("partner", pk=overdue.pk)


def test_opening_a_link_answers_nothing_and_pressing_the_button_confirms(
    overdue: Partner, answers: dict[str, str]
) -> None:
    opened = Client().get(answers["true"])
    assert "Is the profile of Illustrative library still true?" in seen(opened)
    overdue.refresh_from_db()
    assert overdue.confirmed_on < timezone.localdate()
    pressed = Client().post(answers["true"].split("?")[0], {"answer": "true"})
    assert "Illustrative library is confirmed as of today." in seen(pressed)
    overdue.refresh_from_db()
    assert overdue.confirmed_on == timezone.localdate()
    assert Client().post(answers["true"], {"answer": "true"}).status_code == 404
    said = [sentence(entry) for entry in AuditEntry.objects.for_alliance(overdue.alliance)]
    assert "answered by mail that the profile of Illustrative library is still true" in said


@pytest.mark.parametrize(
    ("answer", "words"), [("changed", "Something has changed"), ("left", "We are no longer part of it")]
)
def test_other_answers_wait_for_staff_and_end_nothing(
    overdue: Partner, answers: dict[str, str], staff_pages: Pages, answer: str, words: str
) -> None:
    Client().post(answers[answer].split("?")[0], {"answer": answer, "note": "New director <b>"})
    overdue.refresh_from_db()
    assert overdue.status == "active"
    text = staff_pages.text("directory")
    assert f"Illustrative library : {words}" in text
    assert "New director <b>" in text
    staff_pages.post("confirm", pk=overdue.pk)
    assert words not in staff_pages.text("directory")


def test_one_answer_closes_the_question_for_all(overdue: Partner, answers: dict[str, str]) -> None:
    other = asked(overdue, days_ago=0)
    Client().post(answers["true"].split("?")[0], {"answer": "true"})
    other.refresh_from_db()
    assert not other.is_open


def test_an_editor_who_says_changed_is_led_to_the_profile(
    overdue: Partner,
    librarian: User,
    signed_in_as: Callable[[User], Client],
    staff_pages: Pages,
    run_jobs: Run,
) -> None:
    staff_pages.post("ask", {"partner": str(overdue.pk)})
    run_jobs()
    link = links(mail.outbox[0].body)["changed"].split("?")[0]
    response = signed_in_as(librarian).post(link, {"answer": "changed"})
    assert response.url == staff_pages.url("partner", pk=overdue.pk)


@pytest.mark.parametrize("link", ["made-up", "x" * 500])
def test_a_made_up_link_is_not_there(db: None, link: str) -> None:
    assert Client().get(f"/p/partner-still-true/{link}/").status_code == 404


def test_an_expired_link_is_not_there(overdue: Partner) -> None:
    question = asked(overdue, days_ago=61)
    assert not question.is_open
    assert Client().get("/p/partner-still-true/token-0/").status_code == 404


def test_an_answer_that_does_not_exist_is_not_there(answers: dict[str, str]) -> None:
    assert Client().get(answers["true"].split("?")[0] + "?answer=maybe").status_code == 404


def test_the_mails_page_shows_nothing_that_partners_do_not_see(
    overdue: Partner, answers: dict[str, str]
) -> None:
    Person.objects.create(
        alliance=overdue.alliance, partner=overdue, name="Silent Person", name_seen_by="public"
    )
    overdue.visibility = {"description": "staff"}
    overdue.save()
    overdue.organization.description = "Secret plans"
    overdue.organization.save()
    text = seen(Client().get(answers["true"]))
    assert "Silent Person" not in text
    assert "Secret plans" not in text


def test_a_mail_that_was_not_sent_does_not_count(
    overdue: Partner, staff_pages: Pages, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise SMTPException

    monkeypatch.setattr("trellis.apps.partners.services.confirmations.send_mail", refuse)
    staff_pages.post("ask")
    run_jobs()
    job = Job.objects.for_alliance(overdue.alliance).get()
    assert job.state == JobState.FAILED
    assert "Nothing counts as asked" in job.error
    assert due(overdue.alliance) == [overdue]


def test_reminders_say_that_they_are(overdue: Partner, staff_pages: Pages, run_jobs: Run) -> None:
    asked(overdue, days_ago=40)
    staff_pages.post("ask")
    run_jobs()
    assert mail.outbox[0].subject.startswith("A reminder:")


def test_settings_are_kept_within_reason(staff_pages: Pages, board_pages: Pages, alliance: Alliance) -> None:
    wrong = {"ask_every_days": "5", "remind_every_days": "7", "reminders": "99"}
    response = staff_pages.post("settings", wrong)
    assert response.status_code == 422
    assert "greater than or equal to 30" in seen(response)
    right = {"ask_every_days": "180", "remind_every_days": "45", "reminders": "1"}
    assert staff_pages.post("settings", right).status_code == 302
    assert settings_services.of(alliance).ask_every_days == 180
    assert board_pages.post("settings", right).status_code == 404


def test_a_timer_asks_every_alliance(overdue: Partner, run_jobs: Run) -> None:
    call_command("ask_partner_profiles", "--address", "https://trellis.example.org")
    run_jobs()
    assert "https://trellis.example.org/p/partner-still-true/" in mail.outbox[0].body
    with pytest.raises(CommandError, match="TRELLIS_HOSTS"):
        call_command("ask_partner_profiles")


def test_who_keeps_no_profile_cannot_ask(board_pages: Pages, own_pages: Pages, overdue: Partner) -> None:
    member(overdue.alliance, Role.STAFF)
    for pages in (board_pages, own_pages):
        assert pages.post("ask", {"partner": str(overdue.pk)}).status_code == 404
    assert mail.outbox == []
