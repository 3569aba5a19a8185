"""The landscape at a glance."""

from collections.abc import Callable

from tests.factories import AllianceFactory, member
from tests.unit.landscape_pages.pages import WICHITA, Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Region
from trellis.apps.core.permissions import Role
from trellis.apps.core.ui.figures import about


def test_it_opens_with_the_answer_in_numbers(pages: Pages) -> None:
    document, text = pages.document(), pages.text()
    for name in ("openings", "supply_expected", "unfilled_floor"):
        assert about(document[name]) in text
    assert "STEM jobs open in the Tulsa area" in text


def test_each_number_of_the_answer_opens_its_evidence(pages: Pages) -> None:
    html = pages.get().content.decode()
    answer = html[html.index('class="answer"') : html.index('class="stats"')]
    assert answer.count("data-evidence") == 3
    assert "Occupational Employment and Wage Statistics" in answer
    assert "/evidence/" in answer


def test_it_shows_the_picture_the_steps_the_table_and_what_is_left_out(pages: Pages) -> None:
    text = pages.text()
    for heading in ("Where it is short", "What to do", "The ten shortest occupations", "Before you quote"):
        assert heading in text


def test_the_field_and_the_definition_change_the_answer(pages: Pages) -> None:
    assert "STEM and health jobs" in pages.text(query={"field": "stem_health"})
    assert pages.document(definition="growth")["openings"] < pages.document()["openings"]


def test_fewer_who_stay_means_more_openings_that_nobody_can_fill(pages: Pages) -> None:
    assert pages.document(retention=50)["unfilled_floor"] > pages.document()["unfilled_floor"]


def test_graduates_of_an_area_without_placed_colleges_are_not_known_rather_than_none(pages: Pages) -> None:
    text = pages.text(query={"region": WICHITA})
    assert "How many graduates head for them is not known yet" in text
    assert "Graduates are not known yet" in text
    assert pages.document(region=WICHITA)["supply_expected"] is None


def test_a_saved_region_without_placed_colleges_leads_to_the_page_that_places_them(pages: Pages) -> None:
    Region.objects.create(
        alliance=pages.alliance, name="Wichita", slug="wichita", area_codes=[WICHITA], states=["KS"]
    )
    html = pages.get(query={"region": "wichita"}).content.decode()
    assert "/settings/regions/wichita/colleges/" in html


def test_an_alliance_without_a_region_is_led_to_choose_one(
    db: None, signed_in_as: Callable[[User], object]
) -> None:
    alliance = AllianceFactory()
    staff = Pages(signed_in_as(member(alliance, Role.STAFF)), alliance)  # type: ignore[arg-type]
    assert "Which region is yours?" in staff.text()
    assert "/settings/regions/new/" in staff.get().content.decode()
    reader = Pages(signed_in_as(member(alliance, Role.CONTRIBUTOR)), alliance)  # type: ignore[arg-type]
    assert "Backbone staff can choose it" in reader.text()


def test_its_files_are_of_the_same_landscape(pages: Pages) -> None:
    html = pages.get(query={"field": "all"}).content.decode()
    for name in ("brief.pdf", "export.xlsx", "export.csv", "landscape.json"):
        assert f"{name}?field=all" in html


def test_it_speaks_the_words_of_the_row_of_controls(pages: Pages) -> None:
    html = pages.get(query={"definition": "growth"}).content.decode()
    assert '<option value="growth" selected>openings from growth alone</option>' in html
    assert '<option value="home" selected>Tulsa area</option>' in html
