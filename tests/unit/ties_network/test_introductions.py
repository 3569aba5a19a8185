"""Introductions: found with reasons, accepted or declined, written to both, and made or not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories import member
from tests.unit.ties_network.waves import NAMED, SIX, Region

from trellis.apps.accounts.models import User
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.permissions import Role
from trellis.apps.partners.models import NeedOrOffer, Partner, Person
from trellis.apps.ties.introductions import finding, queries, services, words
from trellis.apps.ties.models import Introduction, Wave

Status = Introduction.Status


@pytest.fixture
def profiled(region: Region) -> Region:
    """North needs mentors, the lab offers them; both do robotics in one county, for grades 9 to 12."""
    for name, sector in SIX.items():
        region.partner(name, sector)
    everybody = {"North": ["robotics", "computing"], "Lab": ["robotics"]}
    for name, fields in everybody.items():
        partner = region.partners[name]
        partner.fields, partner.counties, partner.grade_bands = fields, ["40143"], ["high"]
        partner.save()
        Person.objects.create(
            alliance=region.alliance,
            partner=partner,
            name=f"Illustrative contact of {name}",
            email=f"{name.lower()}@example.org",
            is_main_contact=True,
            consented_on=date(2026, 1, 1),
            name_seen_by="partners",
            contact_seen_by="partners",
        )
    for name, direction in (("North", "need"), ("Lab", "offer")):
        NeedOrOffer.objects.create(
            alliance=region.alliance, partner=region.partners[name], direction=direction, kind="mentors"
        )
    return region


@pytest.fixture
def pair(profiled: Region) -> Introduction:
    """The introduction of North and the lab, suggested."""
    finding.refresh(wave=profiled.wave(), by=None)
    return of(profiled, "North", "Lab")


def of(region: Region, one: str, other: str) -> Introduction:
    numbers = sorted(region.partners[name].pk for name in (one, other))
    found = Introduction.objects.for_alliance(region.alliance).get(one=numbers[0], other=numbers[1])
    loaded = queries.introduction(region.alliance, found.pk)
    assert loaded is not None
    return loaded


def test_the_score_is_that_of_the_example_worked_by_hand(pair: Introduction) -> None:
    # docs/methods/introductions.md: .120
    assert pair.score == pytest.approx(0.120, abs=0.001)


def test_reasons_read_as_a_person_would_say_them(pair: Introduction) -> None:
    said = words.reasons(pair)
    assert said[:4] == [
        "Illustrative North looks for mentors, and Illustrative Lab has that to give.",
        "Both work on robotics.",
        "Both serve Tulsa, OK.",
        "Both work for: Grades 9 to 12.",
    ]


def test_whom_both_know_could_bring_them_together(profiled: Region) -> None:
    finding.refresh(wave=profiled.wave(), by=None)
    row = of(profiled, "North", "Lab")
    row.through = [profiled.partners["Backbone"].pk]
    names = queries.names_of(profiled.alliance, [row])
    assert words.through(row, names) == "Illustrative Backbone works with both and could bring them together."


def test_nobody_who_is_tied_or_left_or_is_the_backbone_is_introduced(profiled: Region) -> None:
    lab = profiled.partners["Lab"]
    lab.status = Partner.Status.LEFT
    lab.save()
    finding.refresh(wave=profiled.wave(), by=None)
    involved = {
        number
        for pair in Introduction.objects.for_alliance(profiled.alliance).values_list("one", "other")
        for number in pair
    }
    assert lab.pk not in involved


def test_looking_again_makes_no_second_row_of_a_pair(profiled: Region) -> None:
    wave = profiled.wave()
    finding.refresh(wave=wave, by=None)
    count = Introduction.objects.for_alliance(profiled.alliance).count()
    finding.refresh(wave=wave, by=None)
    assert Introduction.objects.for_alliance(profiled.alliance).count() == count


def test_an_accepted_one_has_a_mail_that_says_only_what_partners_may_know(
    profiled: Region, staff: User
) -> None:
    north = profiled.partners["North"]
    north.visibility = {"needs": "staff"}
    north.save()
    finding.refresh(wave=profiled.wave(), by=None)
    row = services.accept(introduction=of(profiled, "North", "Lab"), by=staff)
    assert "mentors" not in row.body
    assert "Both work on robotics." in row.body
    assert "lab@example.org" in row.body
    assert (row.one_email, row.other_email) == ("north@example.org", "lab@example.org")


def test_a_person_who_did_not_agree_is_not_named_in_the_mail(profiled: Region, staff: User) -> None:
    Person.objects.for_alliance(profiled.alliance).update(consented_on=None)
    finding.refresh(wave=profiled.wave(), by=None)
    row = services.accept(introduction=of(profiled, "North", "Lab"), by=staff)
    assert "Illustrative contact" not in row.body
    assert row.other_email == "lab@example.org"


def test_the_mail_goes_to_each_side_alone_and_answers_come_to_staff(
    region: Region, pair: Introduction, staff: User
) -> None:
    region.post("accept_introduction", pair.pk)
    row = of(region, "North", "Lab")
    form = {name: getattr(row, name) for name in ("one_email", "other_email", "subject", "body")}
    region.post("introduction", pair.pk, **form | {"body": "Our own words.", "then": "send"})
    region.run_jobs()
    assert [message.to for message in mail.outbox] == [["north@example.org"], ["lab@example.org"]]
    assert {message.body for message in mail.outbox} == {"Our own words."}
    assert mail.outbox[0].reply_to == [staff.email]
    assert of(region, "North", "Lab").status == Status.SENT


def test_after_a_crash_no_side_gets_a_second_mail(pair: Introduction, staff: User) -> None:
    row = services.accept(introduction=pair, by=staff)
    services.send_to_both(introduction=row, by=staff)
    row = _reset(row)
    services.send_to_both(introduction=row, by=staff)
    assert len(mail.outbox) == 2


def _reset(row: Introduction) -> Introduction:
    """As a worker leaves it that dies after the second mail."""
    row.refresh_from_db()
    row.status = Status.ACCEPTED
    row.save()
    return row


def test_a_declined_pair_needs_a_reason_and_is_not_suggested_again(
    profiled: Region, pair: Introduction
) -> None:
    assert profiled.post("decline_introduction", pair.pk, reason=" ").status_code == 422
    profiled.post("decline_introduction", pair.pk, reason="They know each other.")
    finding.refresh(wave=profiled.wave(opens_on=date(2026, 9, 1)), by=None)
    row = of(profiled, "North", "Lab")
    assert (row.status, row.decline_reason) == (Status.DECLINED, "They know each other.")


def test_a_partner_has_three_under_way_at_most(profiled: Region, pair: Introduction, staff: User) -> None:
    north = profiled.partners["North"]
    for number in range(finding.MOST_EACH):
        club = profiled.partner(f"Club {number}", SIX["Library"])
        one, other = sorted((north.pk, club.pk))
        Introduction.objects.create(
            alliance=profiled.alliance, one_id=one, other_id=other, score=0.5, status=Status.SENT
        )
    with pytest.raises(ValidationError, match="has 3 introductions under way"):
        services.accept(introduction=pair, by=staff)


def test_one_is_made_once_the_two_are_tied_in_the_next_wave(
    profiled: Region, pair: Introduction, staff: User
) -> None:
    services.accept(introduction=pair, by=staff)
    later = profiled.wave([*NAMED, ("Lab", "North")], opens_on=date(2026, 9, 1))
    finding.refresh(wave=later, by=None)
    row = of(profiled, "North", "Lab")
    assert (row.status, row.checked_in) == (Status.MADE, later)


def test_one_that_is_not_made_says_so(profiled: Region, pair: Introduction, staff: User) -> None:
    services.accept(introduction=pair, by=staff)
    services.send_to_both(introduction=pair, by=staff)
    later = profiled.wave(opens_on=date(2026, 9, 1))
    finding.refresh(wave=later, by=None)
    assert f"Not working together yet in {later.name}." in profiled.text("introductions")


def test_the_job_of_the_newest_wave_looks_for_introductions_too(profiled: Region) -> None:
    wave = profiled.wave()
    profiled.post("compute", wave=wave.pk)
    profiled.run_jobs()
    assert "has that to give" in profiled.text("introductions")


def test_every_decision_is_written_down(pair: Introduction, staff: User) -> None:
    row = services.accept(introduction=pair, by=staff)
    services.send_to_both(introduction=row, by=staff)
    actions = AuditEntry.objects.for_alliance(pair.alliance).values_list("action", flat=True)
    assert {"introduction.accepted", "introduction.sent"} <= set(actions)


def test_only_those_who_manage_ties_see_introductions(contributor: Region, pair: Introduction) -> None:
    for name, arguments in (("introductions", ()), ("introduction", (pair.pk,))):
        assert contributor.get(name, *arguments).status_code == 404
    assert contributor.post("accept_introduction", pair.pk).status_code == 404


def test_an_introduction_of_another_alliance_is_not_there(
    pair: Introduction, signed_in_as: Callable[[User], Client], run_jobs: Callable[[], None]
) -> None:
    from tests.factories import AllianceFactory

    other = AllianceFactory()
    elsewhere = Region(other, signed_in_as(member(other, Role.ADMIN)), run_jobs)
    assert elsewhere.get("introduction", pair.pk).status_code == 404


@pytest.mark.parametrize("more", [0, 6])
def test_the_list_takes_a_constant_number_of_queries(profiled: Region, more: int) -> None:
    who: dict[str, Any] = {**SIX, **{f"Club {number}": SIX["Lab"] for number in range(more)}}
    for name in who:
        partner = profiled.partner(name, who[name])
        partner.fields = ["robotics"]
        partner.save()
    finding.refresh(wave=profiled.wave(who=who), by=None)
    assert profiled.queries("introductions") <= 12


def test_an_empty_wave_suggests_nobody(region: Region) -> None:
    assert finding.refresh(wave=region.wave([], who={}, origin=Wave.Origin.IMPORT), by=None) == 0


def test_what_both_gain_is_said_once(pair: Introduction) -> None:
    assert words.reasons(pair)[-1] == "Each would gain a way to people that it doesn't reach now."
    assert len(words.reasons(pair)) == 5
