"""What the picture shows: filters, marks, sizes, the sentence and the table beside it, ties of the record."""

from datetime import date
from typing import Any

import pytest
from tests.factories import ProgramFactory, SessionFactory, SiteFactory
from tests.unit.ties_network.waves import NAMED, SIX, Region

from trellis.apps.partners.models import Person
from trellis.apps.partners.sectors import Sector
from trellis.apps.ties.network.marks import MARKS, marks_of
from trellis.apps.ties.record import record_ties


def data(region: Region, **query: Any) -> dict[str, Any]:
    found: dict[str, Any] = region.get("data", **query).json()
    return found


def test_the_picture_starts_with_what_is_monthly_or_more(region: Region) -> None:
    region.computed([("North", "South")], frequency=3)
    later = region.wave([("North", "South"), ("South", "Lab")], opens_on=date(2026, 9, 1), frequency=4)
    answer = later.respondents.get(entry__partner=region.partners["South"]).answers.get()
    answer.frequency = 1
    answer.save()
    from trellis.apps.ties import evidence

    evidence.compute_and_keep(wave=later, by=None)
    assert len(data(region)["from"]) == 1
    assert len(data(region, often=0)["from"]) == 2


def test_a_wave_whose_frequencies_are_not_known_shows_all_ties(region: Region) -> None:
    region.computed(frequency=0)
    assert len(data(region)["from"]) == 6


def test_what_people_work_on_together_can_be_chosen(region: Region) -> None:
    region.computed([("North", "South", "robotics"), ("South", "Lab", "math")])
    assert len(data(region, focus="robotics")["from"]) == 1


def test_a_county_keeps_those_who_serve_it(region: Region) -> None:
    for name, sector in SIX.items():
        region.partner(name, sector)
    for name in ("North", "Backbone", "Forge"):
        partner = region.partners[name]
        partner.counties = ["40143"]
        partner.save()
    region.computed()
    found = data(region, place="40143")
    assert sorted(name.split()[-1] for name in found["names"]) == ["Backbone", "Forge", "North"]
    assert len(found["from"]) == 2


def test_a_county_that_a_partner_shows_to_staff_alone_is_no_filter_for_contributors(
    region: Region, contributor: Region
) -> None:
    partner = region.partner("North", SIX["North"])
    partner.counties, partner.visibility = ["40143"], {"served": "staff"}
    partner.save()
    region.computed()
    assert "Tulsa, OK" in region.text("picture")
    assert "Tulsa, OK" not in contributor.text("picture")


@pytest.mark.parametrize(
    "query",
    [{"often": "x"}, {"often": "9"}, {"sector": "'"}, {"size": "salary"}, {"around": "99999"}, {"tie": "?"}],
    ids=str,
)
def test_a_wrong_address_shows_the_usual_picture(region: Region, query: dict[str, str]) -> None:
    region.computed()
    assert len(data(region, **query)["from"]) == 6


def test_a_filter_moves_nobody(region: Region) -> None:
    region.computed()
    everybody = data(region)
    some = data(region, sector=SIX["Forge"])
    place = dict(zip(everybody["names"], zip(everybody["x"], everybody["y"], strict=True), strict=True))
    assert all(place[name] == (x, y) for name, x, y in zip(some["names"], some["x"], some["y"], strict=True))


def test_sentence_and_table_say_what_the_picture_shows(region: Region) -> None:
    region.computed()
    page = region.text("picture", sector=SIX["Forge"])
    assert "Shown are 3 partners; 2 pairs of them work together monthly or more." in page
    assert "Illustrative Library" not in page.split('id="shown"')[1]


def test_without_script_the_picture_of_the_server_is_in_the_page(region: Region) -> None:
    region.computed()
    page = region.text("picture")
    assert "<svg class=&quot;" not in page
    assert '<svg class="network__svg"' in page


def test_no_two_sectors_have_the_same_mark() -> None:
    marks = [MARKS[sector] for sector in Sector.values]
    assert len(set(marks)) == len(marks)


def test_a_files_own_sectors_get_marks_of_their_own() -> None:
    marks = marks_of(["City", "County", "State", "Federal", "Private", Sector.LIBRARY])
    assert len(set(marks.values())) == 6


def test_the_next_wave_starts_from_where_everybody_stood(region: Region) -> None:
    from trellis.apps.ties import evidence

    first = region.computed()
    second = region.wave(NAMED[:-1], opens_on=date(2026, 9, 1))
    before = evidence.newest(first)
    assert before is not None
    after = evidence.compute_and_keep(wave=second, by=None)
    apart = [
        abs(a - b) for a, b in zip(before.result["layout"]["x"], after.result["layout"]["x"], strict=True)
    ]
    assert max(apart) < 3000  # of 20,000


def test_a_site_that_two_partners_use_ties_them_in_the_record(region: Region) -> None:
    one, other = (region.partner(name, SIX[name]) for name in ("North", "Lab"))
    site = SiteFactory(alliance=region.alliance, organization=other.organization)
    SessionFactory(program=ProgramFactory(organization=one.organization), site=site)
    found = record_ties(region.alliance)
    assert [(tie.a, tie.b, tie.sites, tie.people) for tie in found] == [(one.pk, other.pk, 1, 0)]


def test_a_person_at_two_partners_ties_them_only_once_they_agreed(region: Region) -> None:
    for name in ("North", "Lab"):
        partner = region.partner(name, SIX[name])
        Person.objects.create(
            alliance=region.alliance, partner=partner, name="Illustrative Person", email="both@example.org"
        )
    assert record_ties(region.alliance) == []
    Person.objects.for_alliance(region.alliance).update(consented_on=date(2026, 1, 1))
    assert [tie.people for tie in record_ties(region.alliance)] == [1]


def test_ties_of_the_record_are_kept_apart_from_the_surveys(region: Region) -> None:
    one, other = (region.partner(name, SIX[name]) for name in ("North", "Lab"))
    site = SiteFactory(alliance=region.alliance)
    for partner in (one, other):
        SessionFactory(program=ProgramFactory(organization=partner.organization), site=site)
    region.computed()
    assert len(data(region)["from"]) == 6
    found = data(region, tie="record")
    ends = {found["names"][found["from"][0]], found["names"][found["to"][0]]}
    assert ends == {"Illustrative North", "Illustrative Lab"}
    assert "share a site or a person in the record" in region.text("picture", tie="record")


def test_a_site_that_many_use_ties_nobody(region: Region) -> None:
    site = SiteFactory(alliance=region.alliance)
    for number in range(13):
        partner = region.partner(f"Club {number}", SIX["North"])
        SessionFactory(program=ProgramFactory(organization=partner.organization), site=site)
    assert record_ties(region.alliance) == []
