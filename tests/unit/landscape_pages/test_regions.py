"""Picking a region, and regions that there aren't."""

from tests.factories import RegionFactory
from tests.unit.landscape_pages.pages import WICHITA, Pages, words_of

from trellis.apps.alliances.models import Region


def test_all_583_published_areas_are_offered(pages: Pages) -> None:
    assert "1 to 25 of 583" in pages.text("regions")


def test_areas_are_found_by_any_words_of_their_name(pages: Pages) -> None:
    html = pages.get("regions", {"q": "ok tulsa"}).content.decode()
    assert "?region=0046140" in html
    assert "Abilene" not in html


def test_a_misspelt_area_offers_the_nearest_names(pages: Pages) -> None:
    text = pages.text("regions", {"q": "tulza"})
    assert "Nearest in name" in text
    assert "Tulsa, OK" in text


def test_saved_regions_come_first_and_lead_to_their_landscape(pages: Pages) -> None:
    Region.objects.create(
        alliance=pages.alliance, name="Creek County", slug="creek", area_codes=["0046140"], counties=["40037"]
    )
    html = pages.get("regions").content.decode()
    assert "?region=creek" in html
    assert html.index("Creek County") < html.index("Abilene, TX")


def test_a_region_may_be_asked_for_by_name(pages: Pages) -> None:
    assert "in the Wichita area" in pages.text(query={"region": "wichita, ks"})


def test_a_region_asked_for_by_name_is_the_one_the_control_shows(pages: Pages) -> None:
    html = pages.get(query={"region": "wichita"}).content.decode()
    assert f'<option value="{WICHITA}" selected>' in html


def test_an_unknown_region_is_a_designed_404_with_the_nearest_names(pages: Pages) -> None:
    response = pages.get(query={"region": "tulza"})
    assert response.status_code == 404
    html = response.content.decode()
    assert "Nothing is called “tulza”" in html
    assert "?region=0046140" in html


def test_an_ambiguous_region_offers_what_it_could_be(pages: Pages) -> None:
    response = pages.get(query={"region": "columbus"})
    assert response.status_code == 404
    assert "Columbus, OH" in response.content.decode()


def test_a_region_that_adds_an_area_to_its_own_state_says_why_it_cannot_be_computed(pages: Pages) -> None:
    Region.objects.create(
        alliance=pages.alliance, name="Twice", slug="twice", area_codes=["0046140", "4000000"], states=["OK"]
    )
    response = pages.get(query={"region": "twice"})
    assert response.status_code == 422
    assert "This landscape can't be made yet" in words_of(response)


def test_another_alliance_s_region_is_unknown(pages: Pages) -> None:
    RegionFactory(name="Zzyzx", slug="zzyzx-elsewhere")
    assert pages.get(query={"region": "zzyzx-elsewhere"}).status_code == 404
