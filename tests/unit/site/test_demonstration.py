"""The demonstration alliance: made once, on real figures, with people who are called illustrative."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import AllianceFactory, UserFactory

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance, Region
from trellis.apps.core.evidence import queries as evidence
from trellis.apps.organizations.models import Organization
from trellis.apps.partners.models import Partner
from trellis.apps.partners.sectors import Sector
from trellis.apps.programs.models import Program, Site
from trellis.apps.programs.topics import STEM, TOPICS
from trellis.apps.ties.models import Wave
from trellis.apps.ties.queries import wave_network
from trellis.methods.ties import Network, sector_gaps
from trellis.site import demonstration
from trellis.site.demonstration import directory, meetings, neighborhoods, partners

pytestmark = pytest.mark.django_db


def test_making_it_twice_makes_nothing_twice() -> None:
    first = demonstration.make()
    people, records = User.objects.count(), evidence.recent(first.alliance).count()
    assert demonstration.make() == first
    assert Alliance.objects.count() == 1
    assert User.objects.count() == people
    assert evidence.recent(first.alliance).count() == records


def test_everybody_in_it_is_called_illustrative() -> None:
    demonstration.make()
    assert all(person.full_name.startswith("Illustrative") for person in User.objects.all())


def test_its_own_region_is_the_tulsa_area_and_its_landscape_is_public() -> None:
    made = demonstration.make()
    home = Region.objects.for_alliance(made.alliance).get(is_home=True)
    assert home.area_codes == ["0046140"]
    assert made.alliance.public_landscape


def test_every_organization_and_site_in_its_directory_is_called_illustrative() -> None:
    alliance = demonstration.make().alliance
    organizations = Organization.objects.for_alliance(alliance)
    assert organizations.count() > 30
    assert all(each.name.startswith("Illustrative") for each in organizations)
    assert all(each.name.startswith("Illustrative") for each in Site.objects.for_alliance(alliance))


def test_every_program_in_it_is_about_something_that_the_directory_knows() -> None:
    alliance = demonstration.make().alliance
    for topics in Program.objects.for_alliance(alliance).values_list("topics", flat=True):
        assert topics
        assert set(topics) <= set(TOPICS)


def test_its_directory_is_the_same_every_time() -> None:
    first = demonstration.make().alliance
    names = list(Program.objects.for_alliance(first).order_by("pk").values_list("name", flat=True))
    second = AllianceFactory()
    directory.make(second, today=timezone.localdate(), editor=UserFactory())
    again = Program.objects.for_alliance(second).order_by("pk").values_list("name", flat=True)
    assert names == list(again)


def test_each_printed_sign_in_works(client: Client) -> None:
    made = demonstration.make()
    for person in made.sign_ins:
        assert client.login(email=person.email, password=person.password)
        assert client.get(made.alliance.get_absolute_url()).status_code == 200


def test_its_thread_leads_from_a_gap_to_a_decision(signed_in_as: Callable[[User], Client]) -> None:
    made = demonstration.make()
    page = signed_in_as(User.objects.get(email="board@example.org")).get(f"/a/{made.alliance.slug}/thread/")
    shown = page.content.decode()
    assert "Gap" in shown
    assert "Accepted" in shown
    assert "Illustrative data lead" in shown
    assert "1 of them accepted" in shown


def test_it_has_120_partners_of_all_sectors() -> None:
    alliance = demonstration.make().alliance
    found = Partner.objects.for_alliance(alliance).select_related("organization")
    assert len(found) == 120
    assert {each.sector for each in found} == set(Sector.values)
    assert all(each.organization.name.startswith("Illustrative") for each in found)
    assert [each.organization.name for each in found if each.is_backbone] == [partners.BACKBONE]


def test_what_its_partners_work_on_is_what_the_directory_knows() -> None:
    for partner in Partner.objects.for_alliance(demonstration.make().alliance):
        assert set(partner.fields) <= STEM
        assert set(partner.counties) <= set(neighborhoods.COUNTIES)


def test_its_newest_wave_lacks_two_links_between_sectors() -> None:
    alliance = demonstration.make().alliance
    wave = Wave.objects.for_alliance(alliance).latest("opens_on")
    named = wave_network(wave)
    network = Network.of(named.ids, named.sectors, named.pairs)
    found = sector_gaps(network, all_sectors=Sector.values)
    assert {frozenset(pair.sectors) for pair in found.pairs if pair.gap} == {
        frozenset(pair) for pair in meetings.APART
    }
    assert found.missing == ()


def test_it_has_three_waves_that_most_partners_answered() -> None:
    waves = Wave.objects.for_alliance(demonstration.make().alliance)
    assert [wave.status for wave in waves] == [Wave.Status.CLOSED] * 3
    for wave in waves:
        answered = wave.respondents.filter(finished_at__isnull=False).count()
        assert answered > 0.7 * wave.roster.count()
