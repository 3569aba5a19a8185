"""What the pipeline's pages say: the answer first, what is hidden, what to do where nothing is there."""

from collections.abc import Callable

import pytest
from tests.factories import EvidenceFactory, RegionFactory
from tests.unit.landscape_pipeline.made import HIGH, MIDDLE, School
from tests.unit.landscape_pipeline_pages.rendered import tables
from tests.unit.landscape_pipeline_pages.schools import LARGE, SMALL, PipelinePages

from trellis.apps.core.permissions import Role


def test_the_answer_stands_first(pages: PipelinePages) -> None:
    """By hand: 70 + 52 of 100 + 100; calculus is at the school of 500 of 900."""
    pages.compute(LARGE)
    said = pages.text()
    assert "61 % of eighth-graders in these 2 districts take algebra I before high school" in said
    assert "50 % is your target" in said
    assert "1 in 2 high-school students is in a school without calculus" in said


def test_three_figures_say_of_how_many(pages: PipelinePages) -> None:
    pages.compute(LARGE)
    said = pages.text()
    assert "122 of 200" in said
    assert "0 below the target of 50 % of 2 districts" in said
    assert "400 students in a high school without calculus in 1 high school" in said


def test_groups_are_shown_with_their_counts(pages: PipelinePages) -> None:
    """Grade 8 alone, half of each race girls: 8 + 18 + 6 + 15 of 20 + 30 + 15 + 35."""
    pages.compute(LARGE)
    found = tables(pages.get())["pipeline-groups-table"]
    assert list(found.row("Girls").values())[1:] == ["100", "47", "47 %"]
    assert list(found.row("Boys").values())[1:] == ["100", "43", "43 %"]


def test_a_district_is_held_against_target_and_state(pages: PipelinePages) -> None:
    pages.compute(LARGE)
    said = pages.text("pipeline-district", leaid="4000002")
    assert "52 % of eighth-graders take algebra I before high school; 50 % is your target, 61 % do so" in said
    assert "High school offers physics, not calculus." in said


def test_a_school_says_what_it_offers(pages: PipelinePages) -> None:
    pages.compute(LARGE)
    said = pages.text("pipeline-school", combokey="400000200001")
    assert "High school offers physics, not calculus." in said
    found = tables(pages.get("pipeline-school", combokey="400000200001"))["courses"].row("Calculus")
    assert found["At this school"] == "not offered"
    assert found["Share who take it"] == "0.0 %"


@pytest.mark.parametrize(
    ("name", "argument"), [("pipeline-district", {"leaid": "9"}), ("pipeline-school", {"combokey": "9"})]
)
def test_what_is_not_there_is_not_found(pages: PipelinePages, name: str, argument: dict[str, str]) -> None:
    pages.compute(LARGE)
    assert pages.get(name, **argument).status_code == 404


def test_a_hidden_number_is_said_to_who_listens(pages: PipelinePages) -> None:
    pages.compute(SMALL)
    page = pages.get("pipeline-district", leaid="4000003").content.decode()
    assert '<span class="visually-hidden">hidden: fewer than 10</span>' in page
    assert "is hidden: fewer than 10" in pages.text("pipeline-district", leaid="4000003")


def test_a_course_that_is_not_offered_is_zero_not_hidden(pages: PipelinePages) -> None:
    pages.compute(SMALL)
    found = tables(pages.get("pipeline-district", leaid="4000003"))["courses"].row("Calculus")
    assert found["Students whose school offers it"] == "0 %"
    assert (found["Students who take it"], found["Share who take it"]) == ("0", "0.0 %")


def test_what_nobody_tells_is_not_known(pages: PipelinePages) -> None:
    told = {"calculus": (30, 60), "physics": (40, 70)}
    pages.compute(
        {
            **LARGE,
            "4000003": [School((50, 50), MIDDLE, {"algebra": None}), School((100, 200), HIGH, told)],
        }
    )
    said = pages.text("pipeline-district", leaid="4000003")
    assert "How many eighth-graders take algebra I before high school is not known." in said


def test_without_a_collection_the_page_says_what_to_get(pages: PipelinePages) -> None:
    said = pages.text()
    assert "Civil Rights Data Collection" in said
    assert "Common Core of Data" in said
    assert f'{pages.url("sources")}#official"' in pages.get().content.decode()


def test_the_sources_page_offers_the_schools_files(pages: PipelinePages) -> None:
    assert 'value="crdc"' in pages.get("sources").content.decode()


def test_the_backbone_has_it_computed(pages: PipelinePages, run_jobs: Callable[[], None]) -> None:
    pages.use(LARGE)
    assert "Compute the pipeline" in pages.text()
    assert pages.post("pipeline-compute").status_code == 302
    run_jobs()
    assert "61 % of eighth-graders" in pages.text()


def test_the_same_is_not_started_twice(pages: PipelinePages) -> None:
    pages.use(LARGE)
    first, second = pages.post("pipeline-compute"), pages.post("pipeline-compute")
    assert first["Location"] == second["Location"]


def test_nothing_is_started_without_a_collection(pages: PipelinePages) -> None:
    assert pages.post("pipeline-compute")["Location"] == pages.url()


def test_a_job_that_fails_says_why(pages: PipelinePages, run_jobs: Callable[[], None]) -> None:
    pages.use(LARGE)
    pages.post("pipeline-compute")
    pages.use(None)
    run_jobs()
    assert "No schools of the Civil Rights Data Collection are here for this region." in pages.text()


def test_new_files_make_a_pipeline_old(pages: PipelinePages, monkeypatch: pytest.MonkeyPatch) -> None:
    pages.compute(LARGE)
    assert "have changed since" not in pages.text()
    pages.use(None)
    assert "settings or data have changed since" in pages.text()


def test_a_published_area_is_not_a_region(pages: PipelinePages) -> None:
    said = pages.text(query={"region": "0048620"})
    assert "Schools are shown for regions of yours" in said


def test_a_region_that_is_not_there_is_not_found(pages: PipelinePages) -> None:
    assert pages.get(query={"region": "atlantis"}).status_code == 404


def test_another_alliances_region_is_not_found(pages: PipelinePages) -> None:
    RegionFactory(slug="theirs", name="Their region")
    assert pages.get(query={"region": "theirs"}).status_code == 404


def test_another_alliances_pipeline_is_not_shown(pages: PipelinePages) -> None:
    kept = pages.compute(LARGE)
    EvidenceFactory(kind="pipeline", subject=kept.subject, title="Theirs")
    assert pages.get().context["reading"].evidence.pk == kept.pk


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PARTNER_EDITOR])
def test_others_are_told_who_can_compute(pages_as: Callable[[Role], PipelinePages], role: Role) -> None:
    pages = pages_as(role)
    pages.use(LARGE)
    assert "Backbone staff can have it computed." in pages.text()


def test_the_evidence_leads_back_to_the_page(pages: PipelinePages) -> None:
    kept = pages.compute(LARGE)
    said = pages.client.get(kept.get_absolute_url()).content.decode()
    assert f'href="{pages.url()}"' in said
    assert "fewer than 10 students" in said


def test_names_in_capitals_are_read_as_names(pages: PipelinePages) -> None:
    from trellis.apps.landscape.pipeline.words import name

    assert name("FAIRFAX CO PBLC SCHS") == "Fairfax County Public Schools"
    assert name("SCHOOL OF THE ARTS") == "School of the Arts"
    assert name("The McIntyre School") == "The McIntyre School"


@pytest.mark.parametrize("name", ["pipeline", "pipeline-steps", "pipeline-settings"])
def test_the_pages_are_there_in_spanish(pages: PipelinePages, name: str) -> None:
    pages.compute(SMALL)
    response = pages.client.get(pages.url(name), headers={"accept-language": "es"})
    assert response.status_code == 200
    assert '<html lang="es"' in response.content.decode()
