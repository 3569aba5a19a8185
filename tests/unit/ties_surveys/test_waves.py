"""Staff prepare a wave, open it, remind, close it and open it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import OrganizationFactory, PartnerFactory, member
from tests.unit.ties_surveys.asking import Survey

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.permissions import Role
from trellis.apps.partners.models import Partner, Person
from trellis.apps.ties import queries
from trellis.apps.ties.models import Respondent, Wave
from trellis.apps.ties.services import mailing, rosters, waves


def url(alliance: Alliance, name: str, **arguments: Any) -> str:
    """The address of a page of waves."""
    return reverse(f"ties:{name}", kwargs={"alliance": alliance.slug, **arguments})


def sent_ago(survey: Survey, days: int) -> None:
    """Makes as if everybody had got their mail so many days ago."""
    rows = Respondent.objects.for_alliance(survey.alliance)
    rows.update(sent_at=timezone.now() - timedelta(days=days))


def test_a_new_wave_lists_the_active_partners_and_asks_their_contacts(
    alliance: Alliance, browser: Client
) -> None:
    for name, status in (("one", "active"), ("two", "active"), ("gone", "left")):
        organization = OrganizationFactory(alliance=alliance, name=name, email=f"{name}@example.org")
        PartnerFactory(alliance=alliance, organization=organization, status=status)
    browser.post(
        url(alliance, "new"),
        {"name": "Fall", "kind": "organizations", "remind_every_days": 7, "min_raters": 3},
    )
    wave = Wave.objects.for_alliance(alliance).get()
    assert [entry.name for entry in queries.roster(wave)] == ["one", "two"]
    assert [row.email for row in queries.respondents(wave)] == ["one@example.org", "two@example.org"]


def test_a_wave_of_people_lists_those_who_agreed_and_whom_partners_may_see(alliance: Alliance) -> None:
    partner = PartnerFactory(alliance=alliance)
    today = timezone.localdate()
    for name, agreed, seen_by in (
        ("Agreed", today, "partners"),
        ("Not asked", None, "partners"),
        ("For staff", today, "staff"),
    ):
        Person.objects.create(
            alliance=alliance, partner=partner, name=name, consented_on=agreed, name_seen_by=seen_by
        )
    wave = waves.create(alliance=alliance, by=None, name="People", kind="people")
    rosters.put_on_list(wave=wave, by=None, people=rosters.missing_people(wave))
    assert [entry.name for entry in queries.roster(wave)] == ["Agreed"]


def test_who_takes_back_their_consent_is_named_no_longer(alliance: Alliance) -> None:
    person = Person.objects.create(
        alliance=alliance,
        partner=PartnerFactory(alliance=alliance),
        name="Illustrative Person",
        consented_on=timezone.localdate(),
        name_seen_by="partners",
    )
    wave = waves.create(alliance=alliance, by=None, name="People", kind="people")
    rosters.put_on_list(wave=wave, by=None, people=[person])
    person.consented_on = None
    person.save()
    assert [member.name for member in queries.wave_network(wave).members] == ["Somebody"]


def test_opening_mails_everybody_their_own_link(
    alliance: Alliance, browser: Client, run_jobs: Callable[[], None]
) -> None:
    survey = Survey.prepared(alliance)
    browser.post(url(alliance, "open", pk=survey.wave.pk))
    run_jobs()
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        f"{name}@example.org" for name in survey.entry
    )
    for message in mail.outbox:
        who = message.to[0].split("@")[0]
        assert survey.link(who) in message.body
        others = [name for name in survey.entry if name != who]
        assert not any(survey.respondent[name].token() in message.body for name in others)


def test_reminders_go_to_those_who_have_not_finished_and_not_too_often(survey: Survey) -> None:
    sent_ago(survey, 8)
    survey.names("museum", [])
    due = {row.entry.name for row in mailing.due(survey.wave, reminder=True)}
    assert due == {f"Illustrative {name}" for name in ("college", "forge", "lab", "library")}
    Respondent.objects.for_alliance(survey.alliance).update(reminded_at=timezone.now() - timedelta(days=6))
    assert not mailing.due(survey.wave, reminder=True).exists()


def test_nobody_is_reminded_of_a_mail_they_never_got(survey: Survey) -> None:
    assert not mailing.due(survey.wave, reminder=True).exists()


def test_the_daily_command_reminds_and_closes(survey: Survey, run_jobs: Callable[[], None]) -> None:
    sent_ago(survey, 8)
    call_command("run_surveys", address="https://trellis.example.org")
    run_jobs()
    assert len(mail.outbox) == 5
    past = timezone.now() - timedelta(hours=1)
    Wave.objects.for_alliance(survey.alliance).update(closes_at=past)
    call_command("run_surveys", address="https://trellis.example.org")
    survey.wave.refresh_from_db()
    assert survey.wave.status == "closed"
    assert len(mail.outbox) == 5


def test_looking_at_a_wave_whose_time_is_over_closes_it(survey: Survey, browser: Client) -> None:
    past = timezone.now() - timedelta(hours=1)
    Wave.objects.for_alliance(survey.alliance).update(closes_at=past)
    browser.get(url(survey.alliance, "wave", pk=survey.wave.pk))
    survey.wave.refresh_from_db()
    assert survey.wave.status == "closed"


def test_the_response_rate_counts_organizations_not_people(survey: Survey) -> None:
    rosters.ask(
        wave=survey.wave, entry=survey.entry["lab"], people=[rosters.Asked("two@example.org")], by=None
    )
    survey.names("lab", [])
    found = queries.response(survey.wave)
    assert (found.people, found.entries, found.entries_finished, found.rate) == (6, 5, 1, 0.2)


def test_the_response_is_live(survey: Survey, browser: Client) -> None:
    survey.names("lab", [])
    page = browser.get(
        url(survey.alliance, "wave", pk=survey.wave.pk),
        {"response": "1"},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "1 of 5 organizations have answered" in page
    assert "<html" not in page


def test_staff_see_who_finished(survey: Survey, browser: Client) -> None:
    survey.names("lab", [])
    page = browser.get(url(survey.alliance, "wave", pk=survey.wave.pk)).content.decode()
    assert "Person of the lab" in page


def test_contributors_see_the_rate_and_nobodys_name(
    survey: Survey, signed_in_as: Callable[[User], Client]
) -> None:
    client = signed_in_as(member(survey.alliance, Role.CONTRIBUTOR))
    page = client.get(url(survey.alliance, "wave", pk=survey.wave.pk)).content.decode()
    assert "0 of 5" in page
    assert "Person of the lab" not in page


def test_a_draft_is_for_staff(alliance: Alliance, signed_in_as: Callable[[User], Client]) -> None:
    survey = Survey.prepared(alliance)
    client = signed_in_as(member(alliance, Role.CONTRIBUTOR))
    assert client.get(url(alliance, "wave", pk=survey.wave.pk)).status_code == 404


def test_names_come_off_the_list_only_before_it_opens(alliance: Alliance) -> None:
    survey = Survey.prepared(alliance)
    rosters.take_off_list(wave=survey.wave, entry=survey.entry["lab"], by=None)
    assert queries.roster(survey.wave).count() == 4
    opened = waves.open_(wave=survey.wave, by=None)
    with pytest.raises(ValidationError):
        rosters.take_off_list(wave=opened, entry=survey.entry["forge"], by=None)


def test_who_has_begun_stays_among_those_asked(survey: Survey) -> None:
    survey.names("lab", ["forge"])
    with pytest.raises(ValidationError):
        rosters.take_off_asked(wave=survey.wave, respondent=survey.respondent["lab"], by=None)


def test_a_partner_that_joins_later_can_be_added_while_it_is_open(survey: Survey) -> None:
    late: Partner = PartnerFactory(alliance=survey.alliance)
    assert rosters.put_on_list(wave=survey.wave, by=None, partners=[late]) == 1
    assert rosters.put_on_list(wave=survey.wave, by=None, partners=[late]) == 0


def test_what_people_were_told_stays_once_it_opened(survey: Survey) -> None:
    changed = waves.change(wave=survey.wave, by=None, min_raters=5, name="Renamed")
    assert (changed.min_raters, changed.name) == (3, "Renamed")


def test_a_suggestion_can_be_put_on_the_list(survey: Survey, browser: Client) -> None:
    from trellis.apps.ties.services import answering

    answering.suggest(respondent=survey.respondent["lab"], name="Illustrative zoo")
    page = browser.get(url(survey.alliance, "wave", pk=survey.wave.pk)).content.decode()
    assert "Illustrative zoo" in page
    browser.post(
        url(survey.alliance, "missing", pk=survey.wave.pk), {"name": "Illustrative zoo", "what": "add"}
    )
    assert queries.roster(survey.wave).filter(name="Illustrative zoo").exists()
    assert queries.suggestions(survey.wave) == []


def test_addresses_that_are_none_are_refused_with_their_line(survey: Survey, browser: Client) -> None:
    response = browser.post(
        url(survey.alliance, "ask", pk=survey.wave.pk),
        {"entry": survey.entry["lab"].pk, "addresses": "new@example.org, New\nnobody"},
    )
    assert response.status_code == 422
    assert "Line 2" in response.content.decode()
    assert queries.respondents(survey.wave).count() == 5


def test_reopening_needs_a_time_that_is_not_over(survey: Survey) -> None:
    survey.close()
    with pytest.raises(ValidationError):
        waves.reopen(wave=survey.wave, by=None, closes_at=timezone.now() - timedelta(days=1))


@pytest.mark.parametrize("name", ["waves", "new", "imports"])
def test_pages_take_a_fixed_number_of_queries(
    survey: Survey, browser: Client, max_queries: Callable[[int], Any], name: str
) -> None:
    with max_queries(14):
        browser.get(url(survey.alliance, name))


@pytest.mark.parametrize("name", ["wave", "roster", "edit", "delete"])
def test_pages_of_a_wave_take_a_fixed_number_of_queries(
    survey: Survey, browser: Client, max_queries: Callable[[int], Any], name: str
) -> None:
    for _number in range(30):
        rosters.put_on_list(wave=survey.wave, by=None, partners=[PartnerFactory(alliance=survey.alliance)])
    rosters.ask_contacts(wave=survey.wave, by=None)
    with max_queries(18):
        browser.get(url(survey.alliance, name, pk=survey.wave.pk))


def test_every_write_leaves_its_row(survey: Survey, staff: User) -> None:
    waves.close(wave=survey.wave, by=staff)
    actions = list(
        AuditEntry.objects.for_alliance(survey.alliance).order_by("pk").values_list("action", flat=True)
    )
    assert actions == [
        "wave.created",
        "wave.roster_changed",
        "wave.respondents_changed",
        "wave.opened",
        "wave.closed",
    ]
