"""“Still true?”: who is asked, what the mail says, and what an answer does."""

import re
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import AllianceFactory, OrganizationFactory, ProgramFactory, UserFactory, member

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.jobs.models import Job, JobState
from trellis.apps.core.permissions import Role
from trellis.apps.organizations.models import Organization, OrganizationEditor
from trellis.apps.programs import asking, freshness
from trellis.apps.programs.models import Program, Verification
from trellis.apps.programs.services import verification

pytestmark = pytest.mark.django_db

SITE = "https://trellis.example.org"


def old_program(organization: Organization | None = None, **values: Any) -> Program:
    """A program that was last confirmed 200 days ago."""
    long_ago = timezone.localdate() - timedelta(days=200)
    return ProgramFactory(
        organization=organization or OrganizationFactory(), **{"verified_on": long_ago, **values}
    )


def due(alliance: Any) -> list[Program]:
    return list(asking.due(alliance, freshness.limits_of(alliance), timezone.localdate()))


def ask(program: Program, run_jobs: Callable[[], None]) -> Job:
    """Starts asking and does it."""
    job = verification.start_asking(alliance=program.alliance, by=None, site=SITE)
    assert job is not None
    run_jobs()
    job.refresh_from_db()
    return job


def links(body: str) -> list[str]:
    """The paths of the links of a mail."""
    return re.findall(r"https?://[^/]+(/\S+)", str(body))


def test_programs_are_due_once_nobody_confirmed_or_was_asked_for_a_term() -> None:
    program = old_program()
    ProgramFactory(organization=program.organization, verified_on=timezone.localdate())
    old_program(program.organization, status=Program.Status.ENDED)
    assert due(program.alliance) == [program]
    Verification.objects.create(
        alliance=program.alliance,
        program=program,
        email="a@example.org",
        token_hash="x",
        sent_at=timezone.now() - timedelta(days=5),
        expires_at=timezone.now(),
    )
    assert due(program.alliance) == []


def test_a_question_that_was_never_sent_counts_for_nothing() -> None:
    program = old_program()
    Verification.objects.create(
        alliance=program.alliance,
        program=program,
        email="a@example.org",
        token_hash="x",
        expires_at=timezone.now(),
    )
    assert due(program.alliance) == [program]


def test_editors_are_asked_before_the_general_address() -> None:
    organization = OrganizationFactory(email="office@example.org")
    partner = member(organization.alliance, Role.PARTNER_EDITOR)
    OrganizationEditor.objects.create(alliance=organization.alliance, organization=organization, user=partner)
    found = asking.whom_to_ask(organization.alliance, [old_program(organization)])
    assert [recipient.email for recipient in found.recipients] == [partner.email]


def test_without_editors_the_programs_own_address_is_asked() -> None:
    organization = OrganizationFactory(email="office@example.org")
    own, general = old_program(organization, email="robots@example.org"), old_program(organization)
    found = asking.whom_to_ask(organization.alliance, [own, general])
    assert [recipient.email for recipient in found.recipients] == ["robots@example.org", "office@example.org"]


def test_programs_that_nobody_can_answer_for_are_named() -> None:
    program = old_program()
    assert asking.whom_to_ask(program.alliance, [program]).unanswerable == (program,)


def test_one_mail_asks_about_all_programs_with_a_link_for_each_answer(run_jobs: Callable[[], None]) -> None:
    organization = OrganizationFactory(email="office@example.org")
    first, second = old_program(organization, name="Robots"), old_program(organization, name="Rockets")
    job = ask(first, run_jobs)
    assert job.state == JobState.DONE
    (message,) = mail.outbox
    assert message.to == ["office@example.org"]
    assert "2 programs still true" in message.subject
    assert first.name in message.body
    assert second.name in message.body
    assert len(links(message.body)) == 6
    assert due(organization.alliance) == []


def test_the_mail_speaks_its_readers_language(run_jobs: Callable[[], None], settings: Any) -> None:
    organization = OrganizationFactory()
    partner = UserFactory(preferred_language="es")
    OrganizationEditor.objects.create(alliance=organization.alliance, organization=organization, user=partner)
    (recipient,) = asking.whom_to_ask(organization.alliance, [old_program(organization)]).recipients
    assert recipient.language == "es"


def test_tokens_are_in_the_mail_alone(run_jobs: Callable[[], None]) -> None:
    ask(old_program(email="robots@example.org"), run_jobs)
    token = links(mail.outbox[0].body)[0].split("/")[3]
    kept = Verification.objects.across_alliances().get()
    assert kept.token_hash == Verification.hash_of(token) != token


def test_a_mail_that_was_not_taken_leaves_the_program_due(
    run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr(verification, "send_mail", refuse)
    program = old_program(email="robots@example.org")
    job = ask(program, run_jobs)
    assert job.state == JobState.FAILED
    assert "took none of the 1 mails" in job.error
    assert due(program.alliance) == [program]


def test_asking_is_not_started_twice() -> None:
    program = old_program()
    assert verification.start_asking(alliance=program.alliance, by=None, site=SITE) is not None
    assert verification.start_asking(alliance=program.alliance, by=None, site=SITE) is None


def asked(run_jobs: Callable[[], None], **values: Any) -> tuple[Program, dict[str, str]]:
    """A program whose partner was asked, and the link for each answer."""
    program = old_program(email="robots@example.org", **values)
    ask(program, run_jobs)
    found = links(mail.outbox[-1].body)
    return program, {link.rpartition("=")[2]: link for link in found}


def test_opening_a_link_answers_nothing(run_jobs: Callable[[], None]) -> None:
    program, found = asked(run_jobs)
    for link in found.values():
        assert Client().get(link).status_code == 200
    before = program.verified_on
    program.refresh_from_db()
    assert program.verified_on == before
    assert Verification.objects.across_alliances().get().is_open


def test_pressing_the_button_confirms_the_program_without_signing_in(run_jobs: Callable[[], None]) -> None:
    program, found = asked(run_jobs)
    response = Client().post(found["true"], {"answer": "true"})
    assert response.status_code == 200
    program.refresh_from_db()
    assert program.verified_on == timezone.localdate()
    entry = AuditEntry.objects.for_alliance(program.alliance).get(action="program.said_true")
    assert entry.changes["email"]["after"] == "robots@example.org"


def test_who_stated_what_is_not_shown_to_who_has_the_link(run_jobs: Callable[[], None]) -> None:
    mark = {"source": "hand", "by": "Ana Beltrán", "at": "2026-06-01"}
    _program, found = asked(run_jobs, topics=["math"], provenance={"topics": mark})
    page = Client().get(found["true"]).content.decode()
    assert "Mathematics" in page
    assert "Ana Beltrán" not in page


def test_a_link_works_once(run_jobs: Callable[[], None]) -> None:
    _program, found = asked(run_jobs)
    Client().post(found["true"], {"answer": "true"})
    assert Client().post(found["ended"], {"answer": "ended"}).status_code == 404
    assert Client().get(found["true"]).status_code == 404


def test_a_link_runs_out(run_jobs: Callable[[], None]) -> None:
    _program, found = asked(run_jobs)
    Verification.objects.across_alliances().update(expires_at=timezone.now())
    assert Client().get(found["true"]).status_code == 404


def test_no_longer_offered_ends_the_program(run_jobs: Callable[[], None]) -> None:
    program, found = asked(run_jobs)
    Client().post(found["ended"], {"answer": "ended"})
    program.refresh_from_db()
    assert program.status == Program.Status.ENDED


def test_changed_keeps_what_has_changed_for_staff(
    run_jobs: Callable[[], None], signed_in_as: Callable[[Any], Client]
) -> None:
    program, found = asked(run_jobs)
    Client().post(found["changed"], {"answer": "changed", "note": "Now on Wednesdays"})
    staff = signed_in_as(member(program.alliance, Role.STAFF))
    page = staff.get(reverse("programs:directory", kwargs={"alliance": program.alliance.slug}))
    assert "Now on Wednesdays" in page.content.decode()


def test_changed_leads_an_editor_who_is_signed_in_to_the_form(
    run_jobs: Callable[[], None], signed_in_as: Callable[[Any], Client]
) -> None:
    organization = OrganizationFactory()
    partner = member(organization.alliance, Role.PARTNER_EDITOR)
    OrganizationEditor.objects.create(alliance=organization.alliance, organization=organization, user=partner)
    program, found = asked(run_jobs, organization=organization)
    response = signed_in_as(partner).post(found["changed"], {"answer": "changed"})
    assert response.status_code == 302
    assert response.url == reverse(
        "programs:edit", kwargs={"alliance": program.alliance.slug, "pk": program.pk}
    )


def test_one_editors_answer_closes_the_question_for_the_others(run_jobs: Callable[[], None]) -> None:
    organization = OrganizationFactory()
    for _time in range(2):
        OrganizationEditor.objects.create(
            alliance=organization.alliance, organization=organization, user=UserFactory()
        )
    ask(old_program(organization), run_jobs)
    first, second = (links(message.body)[0] for message in mail.outbox)
    Client().post(first, {"answer": "true"})
    assert Client().get(second).status_code == 404


def test_an_answer_that_there_is_not_is_not_there(run_jobs: Callable[[], None]) -> None:
    _program, found = asked(run_jobs)
    assert Client().post(found["true"], {"answer": "perhaps"}).status_code == 404


def test_staff_ask_with_a_button(run_jobs: Callable[[], None], signed_in_as: Callable[[Any], Client]) -> None:
    program = old_program(email="robots@example.org")
    staff = signed_in_as(member(program.alliance, Role.STAFF))
    staff.post(reverse("programs:ask", kwargs={"alliance": program.alliance.slug}))
    run_jobs()
    assert links(mail.outbox[0].body)[0].startswith("/p/still-true/")


def test_staff_ask_about_one_program_that_is_not_due(
    run_jobs: Callable[[], None], signed_in_as: Callable[[Any], Client]
) -> None:
    program = ProgramFactory(email="robots@example.org", verified_on=timezone.localdate())
    staff = signed_in_as(member(program.alliance, Role.STAFF))
    staff.post(reverse("programs:ask", kwargs={"alliance": program.alliance.slug}), {"program": program.pk})
    run_jobs()
    assert len(mail.outbox) == 1


def test_a_timer_asks_every_alliance_that_has_programs_due(run_jobs: Callable[[], None]) -> None:
    program = old_program(email="robots@example.org")
    AllianceFactory()
    call_command("ask_partners", address=SITE)
    run_jobs()
    assert [job.alliance for job in Job.objects.across_alliances()] == [program.alliance]
    assert links(mail.outbox[0].body)[0].startswith("/p/still-true/")


def test_a_timer_needs_to_know_where_the_site_is() -> None:
    with pytest.raises(CommandError, match="--address"):
        call_command("ask_partners")
