"""Every write leaves a row that admins can read."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import AllianceFactory, RegionFactory, UserFactory, member

from trellis.apps.accounts.models import User
from trellis.apps.alliances.services import alliances
from trellis.apps.core.audit import services as audit
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.base import UnchangeableError
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db


def test_a_row_says_who_what_and_what_changed() -> None:
    alliance, user = AllianceFactory(name="Before"), UserFactory(full_name="Ann")
    alliances.change(alliance=alliance, by=user, name="After", backbone="")
    entry = AuditEntry.objects.for_alliance(alliance).get()
    assert (entry.by, entry.by_name, entry.action) == (user, "Ann", "alliance.changed")
    assert entry.changes == {"name": {"before": "Before", "after": "After"}}


def test_nothing_changed_leaves_no_row() -> None:
    alliance = AllianceFactory()
    alliances.change(alliance=alliance, by=UserFactory(), name=alliance.name, backbone="")
    assert not AuditEntry.objects.for_alliance(alliance).exists()


def test_a_row_can_not_be_changed() -> None:
    entry = audit.record(by=None, alliance=AllianceFactory(), action="a.b")
    with pytest.raises(UnchangeableError):
        entry.save()


def test_the_page_tells_it_in_words(signed_in_as: Callable[[User], Client]) -> None:
    alliance = AllianceFactory()
    admin = member(alliance, Role.ADMIN)
    region = RegionFactory(alliance=alliance)
    changes = {"is_home": {"before": False, "after": True}, "counties": {"before": [], "after": ["40143"]}}
    audit.record(by=admin, alliance=alliance, action="region.changed", target=region, changes=changes)

    page = signed_in_as(admin).get(reverse("audit:list", args=[alliance.slug])).content.decode()
    assert "changed the region Tulsa area" in page
    assert "counties: nothing → 40143" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("action=a.b", 1),
        ("text=tulsa", 1),
        ("since=2000-01-01", 2),
        ("until=2000-01-01", 0),
        ("since=x", 2),
    ],
)
def test_the_page_can_be_narrowed(query: str, count: int, signed_in_as: Callable[[User], Client]) -> None:
    alliance = AllianceFactory()
    audit.record(by=None, alliance=alliance, action="a.b")
    audit.record(by=None, alliance=alliance, action="c.d", target=RegionFactory(alliance=alliance))
    audit.record(by=None, alliance=AllianceFactory(), action="a.b")
    client = signed_in_as(member(alliance, Role.ADMIN))
    response = client.get(reverse("audit:list", args=[alliance.slug]) + "?" + query)
    assert len(response.context["rows"]) == count


def test_the_number_of_queries_does_not_grow_with_the_rows(
    signed_in_as: Callable[[User], Client], max_queries: Callable[..., object]
) -> None:
    alliance = AllianceFactory()
    for _number in range(40):
        audit.record(by=UserFactory(), alliance=alliance, action="a.b")
    client = signed_in_as(member(alliance, Role.ADMIN))
    with max_queries(10):  # type: ignore[attr-defined]
        client.get(reverse("audit:list", args=[alliance.slug]))
