"""Pages of the network: there, in one piece, with a constant number of queries, whatever the wave is like."""

import pytest
from tests.unit.ties_network.waves import NAMED, SIX, Region

from trellis.apps.ties.models import Wave

PAGES = ("picture", "measures", "bridging", "fragility", "gaps")
FILES = ("data", "svg", "png", "graphml", "gexf", "ties_csv", "partners_csv")


@pytest.mark.parametrize("name", [*PAGES, *FILES])
def test_each_is_there_once_a_network_is_computed(region: Region, name: str) -> None:
    region.computed()
    assert region.get(name).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_without_a_wave_each_says_what_to_do(region: Region, name: str) -> None:
    assert "Nobody has been asked yet" in region.text(name)


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_wave_breaks_nothing(region: Region, name: str) -> None:
    region.computed([], who={}, origin=Wave.Origin.IMPORT)
    assert region.get(name).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_one_organization_alone_breaks_nothing(region: Region, name: str) -> None:
    region.computed([], who={"North": SIX["North"]}, origin=Wave.Origin.IMPORT)
    assert region.get(name).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_wave_that_one_organization_answered_shows_nothing(region: Region, name: str) -> None:
    region.wave(answered=["North"])
    assert "Too few have answered" in region.text(name)


def test_an_open_wave_shows_nothing(region: Region) -> None:
    region.wave(status=Wave.Status.OPEN)
    assert "Nobody has been asked yet" in region.text("picture")


@pytest.mark.parametrize("name", PAGES)
def test_more_partners_and_ties_take_no_more_queries(region: Region, name: str) -> None:
    region.computed()
    few = region.queries(name)
    more = {f"Club {number}": SIX["North"] for number in range(12)}
    named = [*NAMED, *((name, "Backbone") for name in more)]
    second = region.computed(named, who={**SIX, **more})
    assert region.queries(name, wave=second.pk) <= few
    assert few <= 16


def test_a_wave_of_another_alliance_is_not_there(region: Region) -> None:
    region.computed()
    assert region.get("picture", wave=999_999).status_code == 404


def test_the_button_computes_the_network(region: Region) -> None:
    wave = region.wave()
    assert "Compute the network" in region.text("picture")
    answer = region.post("compute", wave=wave.pk)
    region.run_jobs()
    assert region.client.get(answer.url).url == region.url("picture", wave=wave.pk)
    assert "6 partners are in this network" in region.text("picture")


def test_contributors_look_and_do_not_compute(contributor: Region, region: Region) -> None:
    wave = region.wave()
    assert "Compute the network" not in contributor.text("picture")
    assert contributor.post("compute", wave=wave.pk).status_code == 404


def test_a_network_that_changed_since_says_so(region: Region) -> None:
    wave = region.computed()
    assert "has changed since" not in region.text("picture")
    wave.roster.first().delete()
    assert "has changed since" in region.text("picture")


def test_an_organizations_page_says_with_whom_it_works_and_what_breaks(region: Region) -> None:
    wave = region.computed()
    page = region.text("organization", region.entry(wave, "Backbone"))
    assert "works with" in page
    assert "Liaison: it stands between two sectors and is in neither." in page
    assert "8 pairs of others could no longer reach each other" in page


def test_an_organizations_page_takes_no_more_queries_with_more_partners(region: Region) -> None:
    wave = region.computed()
    few = region.queries("organization", region.entry(wave, "Backbone"))
    more = {f"Club {number}": SIX["North"] for number in range(12)}
    second = region.computed([*NAMED, *((name, "Backbone") for name in more)], who={**SIX, **more})
    assert region.queries("organization", region.entry(second, "Backbone")) <= few


@pytest.mark.parametrize("name", PAGES)
def test_a_network_of_people_is_shown_without_names_of_those_who_did_not_agree(
    region: Region, name: str
) -> None:
    wave = region.computed(kind=Wave.Kind.PEOPLE)
    page = region.text(name, wave=wave.pk)
    assert "Illustrative North" not in page


def test_networks_of_people_and_of_organizations_lead_to_each_other(region: Region) -> None:
    of_people = region.computed(kind=Wave.Kind.PEOPLE, name="People of spring")
    region.computed(name="Organizations of spring")
    assert "People of spring" in region.text("picture")
    assert "Organizations of spring" in region.text("picture", wave=of_people.pk)
