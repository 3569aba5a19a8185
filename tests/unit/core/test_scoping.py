"""Rows of an alliance can't be read without saying which alliance."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.factories import AllianceFactory, JobFactory, RegionFactory, UserFactory

from trellis.apps.alliances.models import Alliance, Region
from trellis.apps.core.base import UnscopedQueryError
from trellis.apps.core.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        lambda: list(Region.objects.all()),
        lambda: Region.objects.first(),
        lambda: Region.objects.get(pk=1),
        lambda: Region.objects.filter(name="Tulsa area").exists(),
        lambda: Region.objects.count(),
        lambda: Region.objects.update(name="x"),
        lambda: Region.objects.filter(pk=1).delete(),
        lambda: list(Region.objects.iterator()),
        lambda: list(Region.objects.exclude(alliance=1)),
        lambda: list(Region.objects.values_list("name", flat=True)),
        lambda: list(UserFactory().memberships.all()),
        lambda: list(Alliance.objects.filter(pk__in=Region.objects.values("alliance"))),
    ],
)
def test_a_query_without_an_alliance_is_refused(query: Callable[[], Any]) -> None:
    with pytest.raises(UnscopedQueryError, match=r"\w+.objects.for_alliance\(alliance\)"):
        query()


def test_an_alliance_sees_its_own_rows_only() -> None:
    ours, theirs = RegionFactory(), RegionFactory()

    assert list(Region.objects.for_alliance(ours.alliance)) == [ours]
    assert list(theirs.alliance.region_set.all()) == [theirs]
    assert set(Region.objects.across_alliances()) == {ours, theirs}


def test_prefetching_and_validating_work() -> None:
    region = RegionFactory()

    alliance = Alliance.objects.prefetch_related("region_set", "job_set").get()
    assert list(alliance.region_set.all()) == [region]
    RegionFactory.build(alliance=alliance, slug="other", is_home=False).full_clean()


def test_get_or_create_within_an_alliance_works() -> None:
    alliance = AllianceFactory()

    _job, made = Job.objects.get_or_create(alliance=alliance, kind="a", title="b")
    _job, made_again = Job.objects.get_or_create(alliance=alliance, kind="a", title="b")
    assert (made, made_again) == (True, False)


def test_a_row_can_be_read_again_and_deleted() -> None:
    job = JobFactory()
    job.refresh_from_db()
    job.delete()
    assert not Job.objects.across_alliances().exists()
