"""Nobody learns who named or rated whom: what is kept, and so all that is shown, doesn't depend on it."""

import json
from typing import Any

import pytest
from tests.factories import member
from tests.unit.ties_network.waves import NAMED, SIX, Region

from trellis.apps.core.permissions import Role
from trellis.apps.ties import evidence
from trellis.apps.ties.models import Answer, Wave

ONE_WAY = [pair for pair in NAMED if pair[::-1] not in NAMED]
ITEMS = ("reliability", "mission", "openness", "power", "involvement", "resources")


def kept(wave: Wave) -> dict[str, Any]:
    found: dict[str, Any] = evidence.compute_and_keep(wave=wave, by=None).result
    return found


@pytest.mark.parametrize("pair", ONE_WAY, ids="-".join)
def test_what_is_kept_is_the_same_whoever_of_two_named_the_other(
    region: Region, pair: tuple[str, str]
) -> None:
    wave = region.wave()
    before = kept(wave)
    answers = Answer.objects.for_alliance(region.alliance)
    source, target = (region.entry(wave, name) for name in pair)
    answer = answers.get(respondent__entry=source, about=target)
    answer.respondent, answer.about_id = wave.respondents.get(entry=target), source
    answer.save()
    assert kept(wave) == before


def test_evidence_holds_no_name_and_no_id_that_says_one(region: Region) -> None:
    text = json.dumps(kept(region.wave()))
    assert "Illustrative" not in text
    assert not any(f'"p{partner.pk}"' in text for partner in region.partners.values())


def rated(raters: int, value: int = 4) -> dict[tuple[str, str], dict[str, int]]:
    """The backbone rated by so many others, on everything."""
    others = [name for name in SIX if name != "Backbone"][:raters]
    return {(name, "Backbone"): dict.fromkeys(ITEMS, value) for name in others}


def everybody_rates(raters: int) -> list[tuple[str, str]]:
    return list(rated(raters))


@pytest.mark.parametrize("raters", [1, 2])
def test_a_score_that_fewer_than_three_gave_is_not_kept(region: Region, raters: int) -> None:
    found = kept(region.wave(everybody_rates(raters), ratings=rated(raters)))
    assert set(found["scores"]["trust"]) == {None}
    assert all(set(values) == {None} for values in found["scores"]["parts"].values())


def test_a_score_that_three_gave_is_their_mean(region: Region) -> None:
    given = rated(3)
    given["South", "Backbone"] = dict.fromkeys(ITEMS, 1)
    found = kept(region.wave(everybody_rates(3), ratings=given))
    by_name = dict(zip(sorted(SIX), found["scores"]["trust"], strict=True))  # the list is by name
    assert by_name["Backbone"] == 3.0  # (4 + 1 + 4) / 3


def test_a_wave_that_asks_for_more_raters_shows_fewer_scores(region: Region) -> None:
    found = kept(region.wave(everybody_rates(3), ratings=rated(3), min_raters=4))
    assert set(found["scores"]["trust"]) == {None}


def test_nobodys_ratings_are_on_a_page_or_in_a_file(region: Region) -> None:
    # A rating of 2 by one of three, the others 4: the mean is 3.33, and no 2 or 4 stands anywhere as a score.
    given = rated(3)
    given["South", "Backbone"] = dict.fromkeys(ITEMS, 2)
    wave = region.computed(everybody_rates(3), ratings=given)
    page = region.text("organization", region.entry(wave, "Backbone"))
    assert "3.3" in page
    assert "3.3" in region.get("partners_csv").content.decode()
    assert "South" not in region.text("organization", region.entry(wave, "Lab"))


def test_partner_editors_see_neither_the_network_nor_its_evidence(
    region: Region, signed_in_as: Any, run_jobs: Any
) -> None:
    wave = region.computed()
    found = evidence.newest(wave)
    assert found is not None
    editor = Region(region.alliance, signed_in_as(member(region.alliance, Role.PARTNER_EDITOR)), run_jobs)
    assert editor.get("picture").status_code == 404
    assert editor.client.get(found.get_absolute_url()).status_code == 404


def test_the_public_sees_nothing(region: Region, client: Any) -> None:
    region.computed()
    assert client.get(region.url("picture")).status_code == 404
