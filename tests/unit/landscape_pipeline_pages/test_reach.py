"""For whom the pipeline's pages are, how many queries they take, and what the public sees."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.unit.landscape_pipeline_pages.schools import LARGE, PipelinePages, many

from trellis.apps.core.permissions import Role

READING: tuple[tuple[str, dict[str, str]], ...] = (
    ("pipeline", {}),
    ("pipeline-district", {"leaid": "4000001"}),
    ("pipeline-school", {"combokey": "400000100001"}),
    ("pipeline-steps", {}),
    ("pipeline-export", {"kind": "csv"}),
    ("pipeline-export", {"kind": "xlsx"}),
    ("pipeline-export", {"kind": "json"}),
)
READERS = (Role.PARTNER_EDITOR, Role.CONTRIBUTOR, Role.STAFF, Role.ADMIN)
MOST_QUERIES = 14


@pytest.mark.parametrize("role", READERS)
def test_members_read_every_page(pages_as: Callable[[Role], PipelinePages], role: Role) -> None:
    pages = pages_as(role)
    pages.compute(LARGE)
    assert {pages.get(name, **arguments).status_code for name, arguments in READING} == {200}


def test_others_read_none(pages_as: Callable[[Role], PipelinePages]) -> None:
    pages = pages_as(Role.PUBLIC)
    pages.compute(LARGE)
    assert {pages.get(name, **arguments).status_code for name, arguments in READING} == {404}


@pytest.mark.parametrize("name", ["pipeline-compute", "pipeline-settings", "pipeline-answer"])
@pytest.mark.parametrize("role", [Role.PUBLIC, Role.PARTNER_EDITOR, Role.CONTRIBUTOR])
def test_only_the_backbone_writes(pages_as: Callable[[Role], PipelinePages], name: str, role: Role) -> None:
    pages = pages_as(role)
    pages.compute(LARGE)
    assert pages.post(name).status_code == 404


@pytest.mark.parametrize("name", ["pipeline-compute", "pipeline-answer"])
def test_nothing_is_written_by_opening_an_address(pages: PipelinePages, name: str) -> None:
    assert pages.get(name).status_code == 405


@pytest.mark.parametrize(("name", "arguments"), READING[:4])
def test_many_districts_take_no_more_queries_than_few(
    pages: PipelinePages, name: str, arguments: dict[str, str]
) -> None:
    found = []
    for count in (10, 130):
        pages.compute(many(count))
        pages.get(name, **arguments)
        with CaptureQueriesContext(connection) as captured:
            assert pages.get(name, **arguments).status_code == 200
        found.append(len(captured))
    assert found[0] == found[1] <= MOST_QUERIES


@pytest.fixture
def public_address(pages: PipelinePages) -> str:
    """Where the public would find the pipeline."""
    return reverse("public_landscape:pipeline", kwargs={"alliance": pages.alliance.slug})


def test_the_public_sees_it_once_the_landscape_is_open(pages: PipelinePages, public_address: str) -> None:
    pages.compute(LARGE)
    assert Client().get(public_address).status_code == 404
    pages.alliance.public_landscape = True
    pages.alliance.save()
    page = Client().get(public_address).content.decode()
    assert "of eighth-graders in these 2 districts take algebra I" in page
    for name in ("pipeline-district", "pipeline-school", "pipeline-export"):
        inside = reverse(f"landscape:{name}", args=[pages.alliance.slug, "x"]).rpartition("x")[0]
        assert inside not in page


def test_the_public_finds_nothing_where_nothing_was_computed(
    pages: PipelinePages, public_address: str
) -> None:
    pages.alliance.public_landscape = True
    pages.alliance.save()
    assert Client().get(public_address).status_code == 404
