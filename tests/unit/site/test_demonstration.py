"""The demonstration alliance: made once, on real figures, with people who are called illustrative."""

from collections.abc import Callable

import pytest
from django.test import Client

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance, Region
from trellis.apps.core.evidence import queries as evidence
from trellis.site import demonstration

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
