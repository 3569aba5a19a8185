"""The map page: from the question to the answer."""

import pytest
from tests.unit.opportunity.town import Town

from trellis.apps.core.jobs.models import Job, JobState


def test_a_question_nobody_asked_says_so_and_offers_to_compute_it(town: Town) -> None:
    text = town.get().content.decode()
    assert "Nobody has asked this yet" in text
    assert 'action="/a/green-country/map/compute/"' in text


def test_asking_computes_once_and_shows_the_answer(town: Town) -> None:
    town.session(0)
    town.computed()
    text = town.get().content.decode()
    # By bus in 30 minutes: ½ h × 15 km/h / 1.3 = 5.77 km; so A and B reach the site in A, 150 of 500.
    assert "70\N{NO-BREAK SPACE}%" in text
    assert "live where no open STEM seat can be reached in 30 minutes without a car" in text


def test_an_answer_that_is_current_is_not_computed_again(town: Town) -> None:
    town.session(0)
    first = town.computed()
    assert town.computed() == first
    assert Job.objects.for_alliance(town.alliance).count() == 1


def test_a_changed_directory_is_computed_anew_and_the_earlier_answer_stays(town: Town) -> None:
    town.session(0)
    first = town.computed()
    town.session(5)
    assert "The directory has changed" in town.get().content.decode()
    second = town.computed()
    assert second.pk != first.pk
    assert town.get(query={"answer": str(first.pk)}).status_code == 200


def test_households_without_a_car_count_apart(town: Town) -> None:
    town.session(0)
    document = town.computed(travel="mix").result
    car, bus = document["classes"]
    # Half of the 150 without a car are 10 to 14; by bus A and B are reached, by car A to D.
    assert bus["people"] == 75
    assert bus["none"] == pytest.approx(1 - 10 / 75)
    assert car["none"] == pytest.approx((100 - 20 + 50 - 25) / (500 - 75))
    assert document["totals"]["left_out"] == pytest.approx(65 + 105)


def test_a_question_leads_back_to_the_page_where_it_was_asked(town: Town) -> None:
    town.session(0)
    response = town.post("compute", {"travel": "car", "then": "equity"})
    assert response.url == town.url("equity") + "?travel=car"
    waiting = town.client.get(response.url).content.decode()
    progress = waiting.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    assert progress.startswith("/a/green-country/map/compute/")
    town.run_jobs()
    done = town.client.get(progress, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == response.url


def test_a_failed_question_says_what_went_wrong(town: Town) -> None:
    town.post("compute")
    job = Job.objects.for_alliance(town.alliance).get()
    job.state, job.error = JobState.FAILED, "The disk is full."
    job.save()
    assert "The disk is full." in town.get().content.decode()
