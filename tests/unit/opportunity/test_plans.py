"""New sites and scenarios: what would change, and for whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import OrganizationFactory, ProgramFactory
from tests.unit.opportunity.town import Town, position

from trellis.apps.core.evidence.models import Evidence
from trellis.apps.findings.models import Recommendation


def plan_of(town: Town, **asked: object) -> Evidence:
    """Ask for a plan, as the form does."""
    data = {"sites": "1", "goal": "cover", "among": ["places"], "seats": "40", "points": "", **asked}
    response = town.post("ask_plan", data)
    assert response.status_code == 302, response.content.decode()
    town.run_jobs()
    found = Evidence.objects.for_alliance(town.alliance).filter(kind="opportunity_siting").first()
    assert found is not None
    return found


def scenario_of(town: Town, question: str = "", **asked: object) -> Evidence:
    """Ask for a scenario, as the form does; `question` is what its address carries."""
    data = {"points": "", "point_seats": "40", **asked}
    response = town.client.post(town.url("ask_scenario") + question, data)
    assert response.status_code == 302, response.content.decode()
    town.run_jobs()
    found = Evidence.objects.for_alliance(town.alliance).filter(kind="opportunity_scenario").first()
    assert found is not None
    return found


def region(evidence: Evidence) -> dict[str, float]:
    found: dict[str, float] = evidence.result["groups"][0]
    return found


def test_a_new_site_goes_where_it_reaches_most_of_those_left_out(town: Town) -> None:
    town.session(0)
    town.computed()
    plan = plan_of(town)
    # A and B are served. E reaches D, E and F: (100 + 200 + 100) / 2 young people; D reaches C, D, E: 300.
    assert [row["name"] for row in plan.result["chosen"]] == ["Neighborhood D"]
    assert region(plan)["gained"] == pytest.approx(300)
    assert plan.result["proven"]
    text = town.get("plan", evidence=plan.pk).content.decode()
    assert "would bring a seat within reach of about 300 more 10- to 14-year-olds" in text


def test_weights_for_a_group_move_the_site_to_where_they_live(town: Town) -> None:
    town.session(0)
    town.computed()
    plan = plan_of(town, **{"extra-race:black": "2", "extra-poverty:below": "2"})
    # Two more for each Black young person, and each in poverty: D 300 + 2 × (250 + 180) = 1,160,
    # E 200 + 2 × (300 + 210) = 1,220.
    assert [row["name"] for row in plan.result["chosen"]] == ["Neighborhood E"]


def test_the_shortest_trips_count_all_minutes(town: Town) -> None:
    town.session(0)
    town.computed()
    plan = plan_of(town, goal="minutes")
    assert plan.result["minutes"] < plan.result["minutes_before"]
    assert "would cut the way to the nearest seat" in town.get("plan", evidence=plan.pk).content.decode()


def test_points_on_the_map_are_places_to_choose_among(town: Town) -> None:
    town.session(0)
    town.computed()
    latitude, longitude = position(4)
    plan = plan_of(town, among=[], points=f"{latitude}, {longitude}")
    assert [row["kind"] for row in plan.result["chosen"]] == ["picked"]


def test_a_budget_leaves_out_what_it_cannot_pay(town: Town) -> None:
    town.session(0)
    town.computed()
    rows = "name,latitude,longitude,cost\n" + "".join(
        f"{name},{position(place)[0]},{position(place)[1]},{cost}\n"
        for name, place, cost in (("Dear", 3, 900), ("Cheap", 4, 100))
    )
    file = SimpleUploadedFile("places.csv", rows.encode())
    plan = plan_of(town, among=[], file=file, budget="500")
    assert [row["name"] for row in plan.result["chosen"]] == ["Cheap"]


def test_a_list_with_a_wrong_position_names_row_and_column(town: Town) -> None:
    town.session(0)
    town.computed()
    file = SimpleUploadedFile("places.csv", b"name,latitude,longitude\nSchool,136.1,-95.9\n")
    data = {"sites": "1", "goal": "cover", "seats": "40", "points": "", "file": file}
    response = town.post("ask_plan", data)
    assert response.status_code == 422
    assert "Row 2, column latitude" in response.content.decode()


def test_two_plans_stand_side_by_side(town: Town) -> None:
    town.session(0)
    town.computed()
    first, second = plan_of(town), plan_of(town, sites="2")
    text = town.get("siting", {"first": first.pk, "second": second.pk}).content.decode()
    assert "Two plans side by side" in text
    assert first.title in text
    assert second.title in text


def test_an_accepted_plan_is_part_of_the_thread(town: Town) -> None:
    town.session(0)
    town.computed()
    plan = plan_of(town)
    assert town.post("accept_plan", evidence=plan.pk).status_code == 302
    kept = Recommendation.objects.for_alliance(town.alliance).get()
    assert (kept.kind, kept.headline) == ("open_site", plan.title)
    assert "Accepted" in town.get("plan", evidence=plan.pk).content.decode()


def test_making_a_program_free_brings_it_within_reach_of_a_question_about_free_seats(town: Town) -> None:
    session = town.session(3, price=200)
    town.computed(price="free")
    scenario = scenario_of(town, "?price=free", program=[str(session.program_id)], free="on")
    row = region(scenario)
    assert row["none_before"] == 1
    # In D it is reached from C, D and E: 600 of 1,000.
    assert row["none"] == pytest.approx(0.4)
    assert "would go from 100\N{NO-BREAK SPACE}% to 40\N{NO-BREAK SPACE}%" in scenario.summary


def test_a_ride_is_reached_at_the_speed_of_a_car(town: Town) -> None:
    session = town.session(0)
    town.computed()
    scenario = scenario_of(town, program=[str(session.program_id)], ride="on")
    # ½ h × 40 km/h / 1.3 = 15.4 km: A to D, 700 of 1,000.
    assert region(scenario)["none"] == pytest.approx(0.3)


def test_more_seats_are_shared_by_those_who_reached_them_before(town: Town) -> None:
    session = town.session(0)
    town.computed()
    scenario = scenario_of(town, program=[str(session.program_id)], seats_more="20")
    row = region(scenario)
    assert row["access"] == pytest.approx(2 * row["access_before"])
    assert row["gained"] == 0


def test_a_new_site_on_the_map_is_a_scenario_too(town: Town) -> None:
    town.session(0)
    town.computed()
    latitude, longitude = position(4)
    scenario = scenario_of(town, points=f"{latitude}, {longitude}", point_seats="30")
    assert region(scenario)["gained"] == pytest.approx(200)  # D, E and F: (100 + 200 + 100) / 2
    text = town.get("scenario", evidence=scenario.pk).content.decode()
    assert "What if: 1 new site" in text


def test_a_scenario_that_changes_nothing_is_asked_for_more(town: Town) -> None:
    town.session(0)
    town.computed()
    response = town.post("ask_scenario", {"points": "", "free": "on"})
    assert response.status_code == 422
    assert "Choose the programs" in response.content.decode()


def test_the_programs_of_others_are_not_offered(town: Town) -> None:
    town.session(0)
    town.computed()
    ProgramFactory(organization=OrganizationFactory(), name="Illustrative secret")
    assert "Illustrative secret" not in town.get("scenarios").content.decode()
