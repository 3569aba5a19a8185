"""Invitations and reminders by mail."""

import re
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.factories import PartnerFactory
from tests.unit.readiness.asking import Pages, answer_url, asked, closed, text

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.jobs.models import Job
from trellis.apps.partners.models import Person
from trellis.apps.readiness.models import Assessment, Invitee, Respondent

RunJobs = Callable[[], None]


def invite(pages: Pages, assessment: Assessment, addresses: str) -> None:
    assert pages.post("invite", {"addresses": addresses}, pk=assessment.pk).status_code == 302


def links() -> list[str]:
    return [re.search(r"/p/readiness/\S+", each.body)[0] for each in mail.outbox]  # type: ignore[index]


def days_pass(alliance: Alliance) -> None:
    Invitee.objects.for_alliance(alliance).update(sent_at=timezone.now() - timedelta(days=2))


def test_everybody_gets_a_link_of_their_own_that_works_until_closing(
    alliance: Alliance, staff_pages: Pages, run_jobs: RunJobs, client: Client
) -> None:
    assessment = asked(alliance, is_anonymous=False)
    invite(staff_pages, assessment, "ana@example.org, Library\nben@example.org, stem_company\n")
    staff_pages.post("mail", {"what": "invitation"}, pk=assessment.pk)
    run_jobs()
    first, second = links()
    assert first != second
    for _twice in range(2):
        client.post(first, {"sector": "library"})
        client.post(first + "q/concern/", {"level": "3"})
    assert "checked" in client.get(first + "q/concern/").content.decode()
    assert "checked" not in Client().get(second + "q/concern/").content.decode()
    assert Respondent.objects.for_alliance(alliance).filter(started_at__isnull=False).count() == 1
    closed(assessment)
    assert client.get(first).status_code == 410


def test_an_anonymous_one_sends_the_same_link_to_all_and_ties_no_answer_to_an_address(
    alliance: Alliance, staff_pages: Pages, run_jobs: RunJobs
) -> None:
    assessment = asked(alliance)
    invite(staff_pages, assessment, "ana@example.org\nben@example.org")
    staff_pages.post("mail", {"what": "invitation"}, pk=assessment.pk)
    run_jobs()
    assert set(links()) == {answer_url("start", assessment.link)}
    assert not Respondent.objects.for_alliance(alliance).exists()


def test_who_has_finished_is_not_reminded_and_nobody_twice_a_day(
    alliance: Alliance, staff_pages: Pages, run_jobs: RunJobs, client: Client
) -> None:
    assessment = asked(alliance, is_anonymous=False)
    invite(staff_pages, assessment, "ana@example.org\nben@example.org")
    staff_pages.post("mail", {"what": "invitation"}, pk=assessment.pk)
    run_jobs()
    before = dict(zip([each.to[0] for each in mail.outbox], links(), strict=True))
    client.post(before["ana@example.org"] + "done/")
    days_pass(alliance)
    mail.outbox.clear()
    for _twice in range(2):
        staff_pages.post("mail", {"what": "reminder"}, pk=assessment.pk)
        run_jobs()
    assert [each.to for each in mail.outbox] == [["ben@example.org"]]
    assert links() == [before["ben@example.org"]]


def test_a_wrong_address_or_sector_is_refused_with_its_line(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = asked(alliance)
    response = staff_pages.post(
        "invite", {"addresses": "ana@example.org\nnot an address\nben@example.org, Sorcery"}, pk=assessment.pk
    )
    assert response.status_code == 422
    said = text(response)
    assert "Line 2: Enter a valid email address." in said
    assert "Line 3: “Sorcery” is not one of the sectors." in said
    assert not Invitee.objects.for_alliance(alliance).exists()


def test_an_address_is_on_the_list_once_however_it_is_written(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = asked(alliance)
    invite(staff_pages, assessment, "ana@example.org\nAna@Example.org")
    invite(staff_pages, assessment, "ANA@example.org")
    assert Invitee.objects.for_alliance(alliance).count() == 1


def test_partners_main_contacts_come_with_their_sector(alliance: Alliance, staff_pages: Pages) -> None:
    partner = PartnerFactory(alliance=alliance, sector="museum")
    Person.objects.create(
        alliance=alliance, partner=partner, name="Illustrative", email="m@example.org", is_main_contact=True
    )
    assessment = asked(alliance)
    staff_pages.post("invite", {"addresses": "", "contacts": "on"}, pk=assessment.pk)
    found = Invitee.objects.for_alliance(alliance).get()
    assert (found.email, found.sector) == ("m@example.org", "museum")


def test_nothing_counts_as_sent_when_the_mail_server_takes_nothing(
    alliance: Alliance, staff_pages: Pages, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise SMTPException("busy")

    monkeypatch.setattr("trellis.apps.readiness.services.inviting.send_mail", refuse)
    assessment = asked(alliance)
    invite(staff_pages, assessment, "ana@example.org")
    staff_pages.post("mail", {"what": "invitation"}, pk=assessment.pk)
    run_jobs()
    assert Invitee.objects.for_alliance(alliance).get().sent_at is None
    assert "Nothing counts as sent" in Job.objects.for_alliance(alliance).get().error


def test_nobody_is_invited_to_what_is_closed(alliance: Alliance, staff_pages: Pages) -> None:
    assessment = closed(asked(alliance))
    assert staff_pages.get("invite", pk=assessment.pk).status_code == 404
