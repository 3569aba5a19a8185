"""What an answer holds and says: figures worked out by hand on six neighborhoods in a row."""

import csv
import io

import openpyxl
import pypdf
import pytest
from tests.unit.opportunity.town import Town, position

from trellis.apps.core.permissions import Role
from trellis.apps.findings.models import Finding, Recommendation
from trellis.apps.programs.models import Program


def test_seats_reached_add_up_to_the_seats_there_are(town: Town) -> None:
    for place in (0, 2.5, 4):
        town.session(place, seats=30)
    result = town.computed().result
    places = result["places"]
    held = sum(people * access for people, access in zip(places["people"], places["access"], strict=True))
    # In the document access is rounded to six decimals.
    assert held == pytest.approx(90, abs=1e-3)
    assert result["supply"]["seats"] == 90


def test_seats_are_shared_by_steps_of_a_third_of_the_limit(town: Town) -> None:
    town.session(0, seats=30)
    places = town.computed().result["places"]
    # By bus 4 km take 4 × 1.3 / 15 h = 20.8 minutes: the last third of 30, weight .22; A itself counts whole.
    crowding = 30 / (50 * 1 + 100 * 0.22)
    assert places["access"][:3] == pytest.approx([crowding, crowding * 0.22, 0], abs=1e-6)
    assert places["minutes"][:3] == [0, pytest.approx(20.8, abs=0.05), None]


def test_online_seats_are_shared_by_everybody_alike(town: Town) -> None:
    town.session(0, seats=30)
    session = town.session(0, seats=50)
    session.site = None
    session.mode = "online"
    session.save()
    without = town.computed().result
    with_them = town.computed(online="yes").result
    more = [
        now - then
        for now, then in zip(with_them["places"]["access"], without["places"]["access"], strict=True)
    ]
    assert more == pytest.approx([50 / 500] * 6, abs=1e-5)
    assert with_them["totals"]["left_out"] == without["totals"]["left_out"]


def test_a_group_that_lives_where_nothing_is_in_reach_is_named(town: Town) -> None:
    town.session(0)
    text = town.get_text(town.computed())
    # A and B are served. Black young people there: 30 of 360; in poverty: 30 of 270.
    assert "Of Black young people it is 92 %" in text


def test_a_set_without_margins_gives_no_interval(town: Town) -> None:
    from tests.unit.opportunity.town import columns, square

    from trellis.apps.opportunity.places.building import draft
    from trellis.apps.opportunity.places.table import PlaceTable
    from trellis.apps.opportunity.services.places import keep_set

    table = columns()
    bare = PlaceTable(
        **{**{name: getattr(table, name) for name in table.__dataclass_fields__}, "margins": {}}
    )
    shapes = {place: square(row) for row, place in enumerate(table.ids)}
    drafted = draft(bare, shapes, level="own", vintage="2026", sources=[])
    keep_set(alliance=town.alliance, by=None, name="Bare", drafted=drafted, in_use=True)
    town.session(0)
    region = town.computed().result["groups"][0]
    assert region["none"] == pytest.approx(0.7)
    assert (region["none_low"], region["none_high"]) == (None, None)
    assert town.get("equity").status_code == 200


def test_ages_that_the_set_does_not_count_are_answered_for_all_and_it_says_so(town: Town) -> None:
    town.session(0, age_min=5, age_max=17)
    town.computed(ages="5-17")
    text = town.get(query={"ages": "15-17"}).content.decode()
    assert "These neighborhoods don&#x27;t count ages 15–17 by themselves" in text


def test_a_desert_is_recommended_a_ride_where_a_car_would_get_there(town: Town) -> None:
    town.session(0)
    document = town.computed().result
    # None in reach of C to F. Of these C and E have many; by car A is 15.4 km away: C and D reach it.
    deserts = [
        place
        for place, is_one in zip(document["places"]["id"], document["places"]["desert"], strict=True)
        if is_one
    ]
    assert deserts == ["C", "E"]
    kinds = {step["place"]: step["kind"] for step in document["steps"]}
    assert kinds == {"C": "bus", "E": "open_site"}


def test_accepting_a_recommendation_starts_a_thread(town: Town) -> None:
    town.session(0)
    key = town.computed().result["steps"][0]["key"]
    assert town.post("answer", {"key": key, "verdict": "accepted"}).status_code == 302
    kept = Recommendation.objects.for_alliance(town.alliance).get()
    assert kept.key == f"10-14:{key}"
    assert "seats in reach for each 100" in Finding.objects.for_alliance(town.alliance).get().statement
    assert "Accepted" in town.get("deserts").content.decode()


def test_dismissing_without_a_reason_is_asked_for_one(town: Town) -> None:
    town.session(0)
    key = town.computed().result["steps"][0]["key"]
    response = town.post("answer", {"key": key, "verdict": "dismissed"})
    assert response.status_code == 422
    assert "Say in a few words why" in response.content.decode()
    assert town.post("answer", {"key": "made-up", "verdict": "accepted"}).status_code == 404


def test_a_place_says_what_changed_since_the_last_answer(town: Town) -> None:
    town.session(0)
    town.computed()
    town.session(4)
    town.computed()
    text = town.get("place", place="E").content.decode()
    assert "no seat in reach" in text.split("What has changed")[1]
    assert town.get("place", place="made-up").status_code == 404


def test_members_who_may_not_compute_choose_among_answers(town: Town) -> None:
    town.session(0)
    town.computed()
    partner = town.as_role(Role.PARTNER_EDITOR)
    assert "live where no open STEM seat" in partner.get().content.decode()
    text = partner.get(query={"travel": "car"}).content.decode()
    assert "Backbone staff can have it computed" in text
    assert "ages 10–14, by bus or on foot, 30 minutes" in text
    assert partner.post("compute", {"travel": "car"}).status_code == 404


def test_the_evidence_page_says_in_words_what_was_asked(town: Town) -> None:
    town.session(0)
    evidence = town.computed(price="free")
    text = town.client.get(evidence.get_absolute_url()).content.decode()
    assert "that cost nothing" in text
    assert "Seats in person" not in text
    assert "Programs directory" in text


def test_a_csv_is_safe_in_a_spreadsheet_and_names_its_sources(town: Town) -> None:
    town.session(0)
    town.computed()
    rows = list(csv.DictReader(io.StringIO(town.get("csv").content.decode("utf-8-sig"))))
    assert [row["place"] for row in rows] == ["A", "B", "C", "D", "E", "F"]
    assert rows[5]["nearest_minutes"] == ""
    assert "Illustrative county" in rows[0]["sources"]


def test_a_name_that_looks_like_a_formula_is_text_in_every_file(town: Town) -> None:
    session = town.session(0)
    session.site.name = "=HYPERLINK(1)"
    session.site.save()
    Program.objects.for_alliance(town.alliance).update(name="=1+1")
    town.computed()
    book = openpyxl.load_workbook(io.BytesIO(town.get("xlsx").content))
    cell = book["Sites"]["A2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_the_brief_is_a_tagged_pdf_in_the_readers_language(town: Town) -> None:
    town.session(0)
    town.computed()
    reader = pypdf.PdfReader(io.BytesIO(town.get("brief").content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "live where no open STEM seat can be reached" in " ".join(text.split())
    assert "Neighborhood C" in text


def test_geojson_has_each_neighborhood_with_its_outline(town: Town) -> None:
    town.session(0)
    town.computed()
    found = town.get("geojson").json()
    assert [feature["id"] for feature in found["features"]] == list("ABCDEF")
    assert {feature["geometry"]["type"] for feature in found["features"]} == {"Polygon"}
    assert found["features"][0]["properties"]["young_people"] == 50


def test_pictures_hatch_where_nothing_is_in_reach(town: Town) -> None:
    town.session(0)
    town.computed()
    drawn = town.get("svg").content.decode()
    assert "url(#none)" in drawn
    assert "no seat in reach" in drawn
    assert town.get("png").content.startswith(b"\x89PNG")


def test_a_map_has_the_words_of_every_layer(town: Town) -> None:
    town.session(0)
    answer = town.computed()
    labels = {
        layer: town.get("values", answer=answer.pk, layer=layer).json()["F"]["label"]
        for layer in ("access", "minutes", "seats", "left_out")
    }
    assert labels == {
        "access": "no seat in reach",
        "minutes": "no seat in reach",
        "seats": "no seat in reach",
        "left_out": "50 young people who reach no seat",
    }
    assert town.get("values", answer=answer.pk, layer="made-up").status_code == 404


def test_nobody_sees_the_answers_of_another_alliance(town: Town) -> None:
    town.session(0)
    answer = town.computed()
    from tests.factories import AllianceFactory

    other = AllianceFactory()
    stranger = town.as_role(Role.STAFF, other)
    assert stranger.get("values", answer=answer.pk, layer="access").status_code == 404
    assert stranger.get("shapes", sha256=town.place_set.sha256[:32]).status_code == 404
    assert stranger.get("place_set", pk=town.place_set.pk).status_code == 404


def test_positions_are_as_the_figures_assume() -> None:
    from trellis.apps.opportunity.sphere import along, on_sphere

    (first, second) = (position(0), position(1))
    points = on_sphere(*map(list, zip(first, second, strict=True)))
    assert along(((points[1] - points[0]) ** 2).sum() ** 0.5) == pytest.approx(4.0, abs=1e-3)
