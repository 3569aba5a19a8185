"""Nobody reads anybody's single answer: on no page, in no file, evidence or audit, in no role."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver, reverse
from tests.factories import UserFactory, member
from tests.unit.readiness.asking import answer_url, asked, bank, closed, people, somebody, text

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.permissions import Role
from trellis.apps.readiness import models
from trellis.apps.readiness.services import answering, assessments
from trellis.apps.readiness.urls import urlpatterns

SECRET = "Only-I-wrote-this"


@pytest.fixture
def told(alliance: Alliance) -> list[models.Assessment]:
    """A closed assessment with one odd answer among seven, an open one, and a table that too few filled."""
    done = asked(alliance, name="Closed")
    people(done, "understanding", [("library", 1)] * 4 + [("museum", 2)] * 3)
    odd = somebody(done, "media", concern=4, understanding=4)
    answering.answer(respondent=odd, bank=bank(alliance), item="thinking", level=4, note=SECRET)
    answering.answer(
        respondent=odd, bank=bank(alliance), item="beyond", level=4, note=SECRET, is_public_note=True
    )
    running = asked(alliance, name="Open")
    people(running, "understanding", [("library", 3)] * 3)
    answering.answer(
        respondent=odd_one(running), bank=bank(alliance), item="understanding", level=1, note=SECRET
    )
    table = asked(alliance, "sectors", name="Table")
    answering.describe_sector(
        respondent=odd_one(table),
        bank=bank(alliance, "sectors"),
        sector="media",
        contributes=SECRET,
        gets=SECRET,
    )
    return [closed(done), running, closed(table)]


def odd_one(assessment: models.Assessment) -> models.Respondent:
    return answering.begin(assessment=assessment, sector="media")


def addresses(alliance: Alliance, told: list[models.Assessment]) -> Iterator[str]:
    """Every address of the app for each assessment and bank, and where else results are kept."""
    for entry in urlpatterns:
        route = str(entry.pattern)
        if "theme" in route and "theme>" in route:
            continue
        if "<int:pk>" in route:
            for one in told:
                yield reverse(f"readiness:{entry.name}", kwargs={"alliance": alliance.slug, "pk": one.pk})
        elif "<slug:bank>" in route:
            yield reverse(f"readiness:{entry.name}", kwargs={"alliance": alliance.slug, "bank": "region"})
        else:
            yield reverse(f"readiness:{entry.name}", kwargs={"alliance": alliance.slug})
    for kept in Evidence.objects.for_alliance(alliance):
        yield kept.get_absolute_url()
    yield reverse("audit:list", kwargs={"alliance": alliance.slug})
    for one in told:
        yield answer_url("start", one.link)


@pytest.mark.slow
@pytest.mark.parametrize("role", [None, *Role])
def test_no_page_and_no_file_tells_a_note_that_was_not_given_or_of_too_few(
    alliance: Alliance, told: list[models.Assessment], role: Role | None
) -> None:
    client = Client()
    if role is not None:
        client.force_login(member(alliance, role))
    numbers = [
        str(n) for n in models.Respondent.objects.for_alliance(alliance).values_list("number", flat=True)
    ]
    for address in addresses(alliance, told):
        for query in ("", "?step=understanding", "?step=table"):
            body = client.get(address + query).content.decode(errors="replace")
            assert SECRET not in body, address
            assert not any(number in body for number in numbers), address


def test_an_item_that_one_person_answered_shows_no_level(
    alliance: Alliance, told: list[models.Assessment], signed_in_as: Callable[[User], Client]
) -> None:
    client = signed_in_as(member(alliance, Role.ADMIN))
    url = reverse("readiness:results", kwargs={"alliance": alliance.slug, "pk": told[0].pk})
    said = text(client.get(url))
    assert said.count("Too few answers to show (1).") == 3


def test_an_odd_answer_in_a_small_sector_is_not_told_by_sector(
    alliance: Alliance, told: list[models.Assessment]
) -> None:
    (item, *_others) = Evidence.objects.for_alliance(alliance).get(title="Closed").result["items"]
    assert item["answered"] == 8
    assert set(item["sectors"]) == {"library"}


def test_evidence_keeps_no_note_and_no_item_of_too_few(
    alliance: Alliance, told: list[models.Assessment]
) -> None:
    for kept in Evidence.objects.for_alliance(alliance):
        assert SECRET not in str(kept.result)
        assert all(
            item["level"] is None and item["counts"] is None
            for item in kept.result["items"]
            if item["answered"] < 3
        )


def test_the_admin_does_not_know_answers_or_who_gave_them(db: None) -> None:
    private = {models.Respondent, models.Response, models.SectorTableEntry, models.Invitee}
    assert not private & set(admin.site._registry)


def test_a_superuser_of_the_site_sees_no_link_in_the_admin(
    alliance: Alliance, told: list[models.Assessment], signed_in_as: Callable[[User], Client]
) -> None:
    client = signed_in_as(UserFactory(is_superuser=True))
    body = client.get(f"/admin/readiness/assessment/{told[1].pk}/change/").content.decode()
    assert told[1].link not in body


def test_entries_of_too_few_are_no_choices_of_a_theme(
    alliance: Alliance, told: list[models.Assessment], signed_in_as: Callable[[User], Client]
) -> None:
    client = signed_in_as(member(alliance, Role.STAFF))
    url = reverse("readiness:theme_new", kwargs={"alliance": alliance.slug, "pk": told[2].pk})
    body = client.get(url).content.decode()
    assert SECRET not in body
    entry = models.SectorTableEntry.objects.for_alliance(alliance).get()
    client.post(url, {"name": "Mine", "entries": [str(entry.number)]})
    theme = models.Theme.objects.for_alliance(alliance).first()
    assert theme is None or not theme.entries.exists()


def test_a_partner_editor_and_the_public_see_nothing_at_all(
    alliance: Alliance, told: list[models.Assessment], signed_in_as: Callable[[User], Client]
) -> None:
    for client in (Client(), signed_in_as(member(alliance, Role.PARTNER_EDITOR))):
        for name in ("results", "results_csv", "results_xlsx", "compare", "assessment"):
            url = reverse(f"readiness:{name}", kwargs={"alliance": alliance.slug, "pk": told[0].pk})
            assert client.get(url).status_code == 404


def test_another_alliances_assessments_are_not_there(
    alliance: Alliance, told: list[models.Assessment], signed_in_as: Callable[[User], Client]
) -> None:
    from tests.factories import AllianceFactory

    elsewhere = AllianceFactory()
    client = signed_in_as(member(elsewhere, Role.ADMIN))
    for entry in get_resolver("trellis.apps.readiness.urls").url_patterns:
        if str(entry.pattern).count("<int:pk>") == 1 and "theme>" not in str(entry.pattern):
            url = reverse(
                f"readiness:{entry.name}",  # type: ignore[union-attr]
                kwargs={"alliance": elsewhere.slug, "pk": told[0].pk},
            )
            assert client.get(url).status_code in {404, 405}
            assert client.post(url).status_code in {404, 405}


def test_removing_an_assessment_removes_its_answers(
    alliance: Alliance, told: list[models.Assessment]
) -> None:
    for one in told:
        assessments.delete(assessment=one, by=member(alliance, Role.STAFF))
    assert not models.Response.objects.for_alliance(alliance).exists()
    assert not models.SectorTableEntry.objects.for_alliance(alliance).exists()
