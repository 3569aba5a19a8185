"""Sources and methods, and full official files as jobs."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.unit.landscape_pages.pages import Pages, words_of

from trellis.apps.core.jobs.models import Job, JobState
from trellis.apps.core.permissions import Role
from trellis.apps.landscape import tasks
from trellis.sources.errors import DownloadFailed


def start(pages: Pages, source: str) -> HttpResponse:
    return pages.client.post(pages.url("pull"), {"source": source})


def test_each_source_is_named_with_publisher_vintage_licence_link_and_origin(pages: Pages) -> None:
    html, text = pages.get("sources").content.decode(), pages.text("sources")
    for source in pages.document()["sources"]:
        assert source["publisher"] in text
        assert source["vintage"] in text
        assert source["licence"] in text
        assert source["url"] in html
    assert "snapshot that ships with Trellis" in text


def test_the_method_is_told_in_words_with_its_formulas_where_evidence_cards_lead(pages: Pages) -> None:
    overview, sources = pages.get().content.decode(), pages.get("sources").content.decode()
    for step in ("openings", "graduates", "floor"):
        assert f"/landscape/sources/#method-{step}" in overview
        assert f'id="method-{step}"' in sources
    assert "maximum flow" in sources


def test_what_is_left_out_is_said(pages: Pages) -> None:
    text = pages.text("sources")
    assert all(note["message"] in text for note in pages.document()["notes"])


def test_all_tables_at_hand_are_listed(pages: Pages) -> None:
    assert "employment" in pages.text("sources")
    assert "236,548" in pages.text("sources")


def test_staff_can_fetch_an_official_file_as_a_job(
    pages: Pages, run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []

    def pull(_store: object, key: str, *, progress: Callable[[str, int, int | None], None]) -> tuple[()]:
        progress("file.xlsx", 5, 10)
        progress("file.xlsx", 10, None)
        fetched.append(key)
        return ()

    monkeypatch.setattr(tasks, "pull", pull)
    response = start(pages, "crosswalk")
    job = Job.objects.for_alliance(pages.alliance).get()
    assert response.headers["Location"] == job.get_absolute_url()
    run_jobs()
    job.refresh_from_db()
    assert (fetched, job.state) == (["crosswalk"], JobState.DONE)
    assert job.result_url == pages.url("sources")


def test_a_publisher_that_is_not_reachable_is_said_on_the_job(
    pages: Pages, run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def pull(*_args: object, **_options: object) -> None:
        raise DownloadFailed("The publisher is not reachable. Try again later.")

    monkeypatch.setattr(tasks, "pull", pull)
    start(pages, "crosswalk")
    run_jobs()
    job = Job.objects.for_alliance(pages.alliance).get()
    assert (job.state, job.error) == (JobState.FAILED, "The publisher is not reachable. Try again later.")


def test_a_file_on_its_way_is_not_fetched_twice_and_shows_how_far_it_is(pages: Pages) -> None:
    start(pages, "crosswalk")
    again = start(pages, "crosswalk")
    job = Job.objects.for_alliance(pages.alliance).get()
    assert again.headers["Location"] == job.get_absolute_url()
    assert job.get_absolute_url() in pages.get("sources").content.decode()


@pytest.mark.parametrize("source", ["", "bogus", "projections-ca"])
def test_what_cannot_be_fetched_is_not_found(pages: Pages, source: str) -> None:
    assert start(pages, source).status_code == 404


def test_those_who_only_read_cannot_fetch(pages_as: Callable[[Role], Pages]) -> None:
    reader = pages_as(Role.CONTRIBUTOR)
    assert "Get the full file" not in reader.text("sources")
    assert start(reader, "crosswalk").status_code == 404


def test_a_page_of_sources_says_where_its_evidence_is(pages: Pages) -> None:
    assert "The evidence as it is kept" in words_of(pages.get("sources"))
