"""Evidence is kept as it was computed, once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import AllianceFactory, EvidenceFactory, RegionFactory, member

from trellis.apps.accounts.models import User
from trellis.apps.core.base import UnchangeableError
from trellis.apps.core.evidence import kinds, queries
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.permissions import Permission, Role
from trellis.apps.core.templatetags.ui import ago

pytestmark = pytest.mark.django_db


def test_the_result_comes_back_as_it_was() -> None:
    result = {"openings": 1532.4, "completers": None, "names": ["é", "–"], "nested": [{"a": 1}]}
    kept = EvidenceFactory(result=result)
    assert Evidence.objects.for_alliance(kept.alliance).get().result == result


def test_the_same_answer_is_kept_once() -> None:
    alliance = AllianceFactory()
    first = EvidenceFactory(alliance=alliance, result={"a": 1, "b": 2})
    again = EvidenceFactory(alliance=alliance, result={"b": 2, "a": 1})
    assert first.pk == again.pk


@pytest.mark.parametrize(
    "difference",
    [
        {"result": {"a": 2}},
        {"method_version": "1.1"},
        {"inputs": [{"vintage": "May 2026"}]},
        {"subject": "region:2"},
    ],
)
def test_whatever_differs_is_kept_anew(difference: dict[str, object]) -> None:
    alliance = AllianceFactory()
    first = EvidenceFactory(alliance=alliance, result={"a": 1})
    assert EvidenceFactory(**{"alliance": alliance, "result": {"a": 1}, **difference}).pk != first.pk


def test_an_answer_that_comes_back_is_the_newest_again() -> None:
    alliance = AllianceFactory()
    for value in (1, 2, 1):
        last = EvidenceFactory(alliance=alliance, result={"a": value})
    assert queries.latest(alliance, kind="example", subject="region:1") == last
    assert queries.history(last).count() == 3


def test_the_newest_answer_to_a_question_is_found() -> None:
    alliance = AllianceFactory()
    stem = EvidenceFactory(alliance=alliance, parameters={"field": "stem"})
    EvidenceFactory(alliance=alliance, parameters={"field": "all"})
    found = queries.latest(
        alliance, kind="example", subject="region:1", method="counting", parameters={"field": "stem"}
    )
    assert found == stem


def test_another_alliances_evidence_is_not_found() -> None:
    kept = EvidenceFactory()
    assert queries.by_id(AllianceFactory(), kept.pk) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept.save(),
        lambda kept: kept.delete(),
        lambda kept: Evidence.objects.for_alliance(kept.alliance).update(title="x"),
        lambda kept: Evidence.objects.for_alliance(kept.alliance).delete(),
        lambda kept: Evidence.objects.bulk_update([kept], ["title"]),
    ],
)
def test_evidence_can_not_be_changed(change: Callable[[Evidence], object]) -> None:
    with pytest.raises(UnchangeableError):
        change(EvidenceFactory())


def test_what_is_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown is null"):
        EvidenceFactory(result={"gap": float("nan")})


def test_the_page_says_where_the_number_comes_from(signed_in_as: Callable[[User], Client]) -> None:
    kinds.register(
        kinds.EvidenceKind(
            "example", "Example", "It was counted.", lambda e: ["Give or take one."], lambda e: ["Pets."]
        )
    )
    alliance = AllianceFactory()
    older = EvidenceFactory(alliance=alliance, result={"a": 1}, computed_at=datetime(2026, 1, 1, tzinfo=UTC))
    newer = EvidenceFactory(alliance=alliance, result={"a": 2}, summary="There are two.")
    client = signed_in_as(member(alliance, Role.PARTNER_EDITOR))

    page = client.get(newer.get_absolute_url()).content.decode()
    for text in (
        "There are two.",
        "OEWS",
        "May 2025",
        "It was counted.",
        "Give or take one.",
        "Pets.",
        "counting",
    ):
        assert text in page
    assert older.get_absolute_url() in page
    assert "There is a newer answer" in client.get(older.get_absolute_url()).content.decode()


def test_the_whole_record_can_be_downloaded(signed_in_as: Callable[[User], Client]) -> None:
    kept = EvidenceFactory(result={"openings": 5})
    client = signed_in_as(member(kept.alliance, Role.CONTRIBUTOR))
    response = client.get(reverse("evidence:download", args=[kept.alliance.slug, kept.pk]))
    assert response.json()["result"] == {"openings": 5}
    assert response.json()["evidence"]["inputs"][0]["vintage"] == "May 2025"
    assert "attachment" in response["Content-Disposition"]


def test_what_was_asked_for_is_said_in_words(signed_in_as: Callable[[User], Client]) -> None:
    kept = EvidenceFactory(
        parameters={
            "region": {"areas": ["0046140"], "counties": ["40143"], "added": ["207935"], "name": None},
            "field": "stem_health",
            "retention": 0.8,
            "state_projections": True,
            "vintage": None,
            "changes": [{"cip": "15.10", "completers": 20}],
        },
        inputs=[{"publisher": "BLS", "title": "OEWS", "vintage": "May 2025", "retrieved": "2026-06-05"}],
    )
    page = signed_in_as(member(kept.alliance, Role.STAFF)).get(kept.get_absolute_url()).content.decode()
    for label, value in (
        ("Published areas", "Tulsa, OK"),
        ("Counties", "Tulsa, OK"),
        ("Colleges added by hand", "Tulsa Community College"),
        ("Field", "STEM and health"),
        ("Graduates who stay", "80%"),
        ("Projections of the state, where there are any", "Yes"),
        ("Changes", "Program code: 15.10, More graduates a year: 20"),
    ):
        assert f'<th scope="row">{label}</th><td>{value}</td>' in page
    assert "Employment of" not in page
    assert "June 5, 2026" in page
    assert "License" in page


def test_what_happened_within_a_minute_is_just_now() -> None:
    assert ago(timezone.now()) == "just now"
    assert ago(timezone.now() - timedelta(hours=3)) == "3\xa0hours ago"


def test_a_kind_can_be_for_some_roles_alone(
    signed_in_as: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded = kinds.EvidenceKind(
        "guarded", "Guarded", "How", permission=Permission.MANAGE_PARTNERS, is_news=True
    )
    monkeypatch.setitem(kinds._KINDS, "guarded", guarded)
    alliance = RegionFactory().alliance
    kept = EvidenceFactory(alliance=alliance, kind="guarded", title="Who seems redundant")
    addresses = [
        kept.get_absolute_url(),
        reverse("evidence:download", args=[alliance.slug, kept.pk]),
        reverse("evidence:list", args=[alliance.slug]),
        alliance.get_absolute_url(),
    ]
    editor = signed_in_as(member(alliance, Role.PARTNER_EDITOR))
    assert [editor.get(each).status_code for each in addresses] == [404, 404, 200, 200]
    assert all("redundant" not in editor.get(each).content.decode() for each in addresses)
    staff = signed_in_as(member(alliance, Role.STAFF))
    assert all("redundant" in staff.get(each).content.decode() for each in addresses)
