"""What a wave shows: ties that anybody named, ratings that nobody can be told from."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone
from tests.factories import OrganizationFactory, PartnerFactory
from tests.unit.ties_surveys.asking import Survey

from trellis.apps.alliances.models import Alliance
from trellis.apps.ties import queries
from trellis.apps.ties.models import RosterEntry
from trellis.apps.ties.queries import Hidden
from trellis.apps.ties.services import answering, rosters, waves
from trellis.methods.ties import Network, scores


@pytest.fixture
def answered(survey: Survey) -> Survey:
    """Three organizations rate the museum's power 1, 2 and 4; closed."""
    for who, power in (("forge", 1), ("lab", 2), ("library", 4)):
        survey.says(who, "museum", frequency=2, ratings={"power": power})
    survey.close()
    return survey


def power_of(survey: Survey, name: str) -> float:
    """The mean that is shown of somebody's power; NaN where none is."""
    network, ratings = queries.wave_network(survey.wave), queries.wave_ratings(survey.wave)
    found = scores(
        ids=network.ids, rater=ratings.rater, rated=ratings.rated, item=ratings.item, value=ratings.value
    )
    return float(found.parts["power"][network.ids.index(survey.id(name))])


def test_the_columns_make_a_network_without_complaint(answered: Survey) -> None:
    found = queries.wave_network(answered.wave)
    network = Network.of(found.ids, found.sectors, found.pairs)
    assert (network.n, network.ties) == (5, 3)
    assert (found.invited, found.answered) == (5, 3)


def test_while_it_is_open_nothing_is_shown(survey: Survey) -> None:
    for who in ("forge", "lab", "library"):
        survey.says(who, "museum", ratings={"power": 3})
    found = queries.wave_network(survey.wave)
    assert (found.hidden, found.ties) == (Hidden.OPEN, ())
    assert queries.wave_ratings(survey.wave).value == []


@pytest.mark.parametrize("speakers", [(), ("forge",), ("forge", "lab")])
def test_with_fewer_than_three_answers_nothing_is_shown(survey: Survey, speakers: tuple[str, ...]) -> None:
    for who in speakers:
        survey.says(who, "museum", frequency=4, ratings={"power": 3})
    survey.close()
    found = queries.wave_network(survey.wave)
    assert (found.hidden, found.ties, found.answered) == (Hidden.FEW, (), len(speakers))
    assert queries.wave_ratings(survey.wave).value == []


def test_who_answered_without_finishing_does_not_make_the_number(survey: Survey) -> None:
    for who in ("forge", "lab", "library"):
        survey.says(who, "museum", frequency=4, done=False)
    survey.close()
    assert queries.shows(survey.wave) is Hidden.FEW


def test_of_several_people_the_highest_frequency_and_closest_activity_count(survey: Survey) -> None:
    rosters.ask(
        wave=survey.wave, entry=survey.entry["lab"], people=[rosters.Asked("two@example.org")], by=None
    )
    second = queries.respondents(survey.wave).get(email="two@example.org")
    survey.says("lab", "museum", frequency=2, activity="integration", fields=["science"])
    answering.describe(
        respondent=second, about=survey.entry["museum"], frequency=3, activity="awareness", fields=["data"]
    )
    survey.names("forge", ["museum"])
    survey.names("library", [])
    survey.close()
    tie = next(tie for tie in queries.wave_network(survey.wave).ties if tie.source == survey.id("lab"))
    assert (tie.strength, tie.activity, tie.fields) == (3, "integration", ("data", "science"))


def test_ratings_of_two_people_of_one_organization_are_averaged_first(survey: Survey) -> None:
    # By hand: the lab gives (1 + 4) / 2 = 2.5, forge 1, library 1; mean of three raters 1.5.
    rosters.ask(
        wave=survey.wave, entry=survey.entry["lab"], people=[rosters.Asked("two@example.org")], by=None
    )
    second = queries.respondents(survey.wave).get(email="two@example.org")
    answering.describe(respondent=second, about=survey.entry["museum"], ratings={"power": 4})
    for who in ("lab", "forge", "library"):
        survey.says(who, "museum", ratings={"power": 1})
    survey.close()
    assert power_of(survey, "museum") == pytest.approx(1.5)


def test_unticked_ties_count_for_nothing(survey: Survey) -> None:
    survey.says("forge", "museum", frequency=4)
    lab = survey.entry["museum"].pk
    answering.choose(respondent=survey.respondent["forge"], added=(), removed=[lab])
    survey.names("lab", ["museum"])
    survey.names("library", ["museum"])
    survey.close()
    sources = {tie.source for tie in queries.wave_network(survey.wave).ties}
    assert sources == {survey.id("lab"), survey.id("library")}


def test_partners_that_are_one_by_now_are_one_row(answered: Survey) -> None:
    # The lab became part of the forge: both named the museum, and were tied to each other.
    RosterEntry.objects.for_alliance(answered.alliance).filter(pk=answered.entry["lab"].pk).update(
        partner=answered.partner["forge"]
    )
    found = queries.wave_network(answered.wave)
    assert found.merged == 1
    assert len(found.ids) == 4
    assert sorted(found.pairs) == sorted(
        [
            (answered.id("forge"), answered.id("museum"), 2.0),
            (answered.id("library"), answered.id("museum"), 2.0),
        ]
    )


def test_a_tie_between_partners_that_are_one_by_now_is_dropped(survey: Survey) -> None:
    survey.names("lab", ["forge"])
    survey.names("forge", ["museum"])
    survey.names("library", ["museum"])
    survey.close()
    RosterEntry.objects.for_alliance(survey.alliance).filter(pk=survey.entry["lab"].pk).update(
        partner=survey.partner["forge"]
    )
    found = queries.wave_network(survey.wave)
    assert found.dropped_loops == 1
    Network.of(found.ids, found.sectors, found.pairs)


def test_who_merged_with_another_is_not_on_their_own_list(survey: Survey) -> None:
    RosterEntry.objects.for_alliance(survey.alliance).filter(pk=survey.entry["lab"].pk).update(
        partner=survey.partner["forge"]
    )
    survey.refresh()
    names = {entry.name for entry in answering.choices(survey.respondent["forge"])}
    assert "Illustrative lab" not in names


def test_an_organization_that_was_removed_stays_under_its_name(answered: Survey) -> None:
    answered.partner["museum"].delete()
    found = queries.wave_network(answered.wave)
    assert "n:illustrative museum" in found.ids
    assert len(found.ties) == 3


def test_an_empty_wave_cannot_open(alliance: Alliance) -> None:
    from django.core.exceptions import ValidationError

    made = waves.create(alliance=alliance, by=None, name="Empty")
    with pytest.raises(ValidationError):
        waves.open_(wave=made, by=None)
    assert queries.wave_network(made).members == ()


def test_reopening_for_one_more_rating_does_not_tell_it(survey: Survey) -> None:
    for who, power in (("forge", 1), ("lab", 2), ("library", 3)):
        survey.says(who, "museum", ratings={"power": power})
    survey.close()
    before = power_of(survey, "museum")
    survey.wave = waves.reopen(wave=survey.wave, by=None, closes_at=timezone.now() + timedelta(days=1))
    survey.refresh()
    survey.says("college", "museum", ratings={"power": 4})
    survey.close()
    assert power_of(survey, "museum") == before == 2.0


def test_reopening_takes_over_ratings_where_three_changed(survey: Survey) -> None:
    # By hand: 4, 4 and 3 of three raters after reopening; 11 / 3.
    for who in ("forge", "lab", "library"):
        survey.says(who, "museum", ratings={"power": 1})
    survey.close()
    survey.wave = waves.reopen(wave=survey.wave, by=None, closes_at=timezone.now() + timedelta(days=1))
    survey.refresh()
    for who, power in (("forge", 4), ("lab", 4), ("library", 3)):
        survey.says(who, "museum", ratings={"power": power})
    survey.close()
    assert power_of(survey, "museum") == pytest.approx(11 / 3)


def test_unticking_after_closing_does_not_tell_the_rating_either(answered: Survey) -> None:
    before = power_of(answered, "museum")
    answered.wave = waves.reopen(wave=answered.wave, by=None, closes_at=timezone.now() + timedelta(days=1))
    answered.refresh()
    answering.choose(respondent=answered.respondent["forge"], added=(), removed=[answered.entry["museum"].pk])
    answered.close()
    assert power_of(answered, "museum") == before == pytest.approx(7 / 3)


def test_under_three_raters_no_rating_is_shown(survey: Survey) -> None:
    for who in ("forge", "lab"):
        survey.says(who, "museum", ratings={"power": 4})
    survey.names("library", ["museum"])
    survey.close()
    assert np.isnan(power_of(survey, "museum"))


def test_the_network_takes_four_queries_however_large_it_is(
    answered: Survey, django_assert_num_queries: object
) -> None:
    for number in range(30):
        partner = PartnerFactory(
            alliance=answered.alliance,
            organization=OrganizationFactory(alliance=answered.alliance, name=f"Illustrative {number}"),
        )
        RosterEntry.objects.create(
            alliance=answered.alliance, wave=answered.wave, partner=partner, name=str(partner)
        )
    with django_assert_num_queries(4):  # type: ignore[operator]
        queries.wave_network(answered.wave)
