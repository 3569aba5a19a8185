"""What to do, in order, and why."""

import numpy as np
import pytest
from tests.unit.methods.alignment.regions import (
    UNKNOWN,
    crosswalk,
    feeders,
    needing,
    occupations,
    outside,
    programs,
)

from trellis.methods.alignment import Alignment, NewProgram, Recommendation, align, recommend, what_if

CIVIL, WATER, DRAFT, NURSE = "17-2051", "17-2081", "17-3011", "29-1141"
LINKS = crosswalk(c14_0801=[CIVIL], c14_1401=[WATER], c15_1301=[DRAFT], c51_3801=[NURSE])


def civil(openings: float = 100, completers: float = 80, **rest: object) -> Alignment:
    """A region that needs civil engineers and graduates some."""
    return align(
        occupations=occupations(needing(CIVIL, openings, **rest)),
        programs=programs(("14.08", 3, completers)),
        crosswalk=LINKS,
    )


def only(steps: tuple[Recommendation, ...], kind: str) -> Recommendation:
    """The one step of a kind."""
    (step,) = [step for step in steps if step.kind == kind]
    return step


def test_a_program_that_feeds_a_short_group_is_expanded_by_what_is_short() -> None:
    """20 short, and a quarter of 80 is 20."""
    step = only(recommend(civil(100, 80)), "expand")
    assert (step.key, step.program, step.cip, step.rank) == ("expand:p0", "p0", "14.08", 3)
    assert (step.added_completers, step.floor_fall, step.gap_fall) == (
        20,
        pytest.approx(20),
        pytest.approx(20),
    )
    assert step.confidence == "high"
    assert step.score == pytest.approx(20 * 100_000)
    assert step.reasons == ("feeds_bottleneck", "largest_of_its_kind")
    assert step.numbers["completers_now"] == 80


def test_no_more_is_asked_of_a_program_than_a_quarter_of_its_size() -> None:
    assert only(recommend(civil(1000, 80)), "expand").added_completers == 20


@pytest.mark.parametrize(("size", "more"), [(12, 10), (8, 8)])
def test_a_small_program_is_asked_for_ten_but_not_for_more_than_double(size: int, more: int) -> None:
    assert only(recommend(civil(1000, size)), "expand").added_completers == more


def test_a_program_without_graduates_is_not_expanded() -> None:
    assert recommend(civil(1000, 0)) == ()


def test_a_short_group_is_not_overfilled() -> None:
    step = only(recommend(civil(82.5, 80)), "expand")
    assert step.added_completers == 3
    assert step.floor_fall == pytest.approx(2.5)


def test_where_some_leave_more_have_to_graduate() -> None:
    """50 of 100 stay for 60: 10 short takes 20 graduates."""
    region = align(
        occupations=occupations(needing(CIVIL, 60)),
        programs=programs(("14.08", 3, 100.0)),
        crosswalk=LINKS,
        retention=0.5,
    )
    step = only(recommend(region), "expand")
    assert step.added_completers == 20
    assert step.floor_fall == pytest.approx(10)


def test_nothing_is_recommended_where_nothing_is_short() -> None:
    assert recommend(civil(50, 80)) == ()


def test_a_program_without_a_bottleneck_is_expanded_for_its_expected_gap() -> None:
    """60 graduates for 30 civil engineers, but half are expected among managers outside the field."""
    region = align(
        occupations=occupations(needing(CIVIL, 40), needing(WATER, 80, focal=False)),
        programs=programs(("14.08", 3, 60.0)),
        crosswalk=crosswalk(c14_0801=[CIVIL, WATER]),
    )
    step = only(recommend(region), "expand")
    assert step.reasons[0] == "feeds_gap"
    assert step.floor_fall == 0
    assert step.gap_fall == pytest.approx(step.added_completers / 3)


def test_better_paid_openings_come_first() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 40, wage=90_000.0), needing(WATER, 40, wage=95_000.0)),
        programs=programs(("14.08", 3, 8.0), ("14.14", 3, 8.0)),
        crosswalk=LINKS,
    )
    assert [step.program for step in recommend(region)] == ["p1", "p0"]


def test_surer_figures_come_first() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 40, rse=25.0), needing(WATER, 40, rse=5.0)),
        programs=programs(("14.08", 3, 8.0), ("14.14", 3, 8.0)),
        crosswalk=LINKS,
    )
    assert [(step.program, step.confidence) for step in recommend(region)] == [
        ("p1", "high"),
        ("p0", "medium"),
    ]


def test_an_unpublished_wage_counts_as_the_middle_one_for_the_rank_and_stays_unknown() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 40, wage=UNKNOWN), needing(WATER, 5, wage=60_000.0)),
        programs=programs(("14.08", 3, 8.0), ("14.14", 3, 5.0)),
        crosswalk=LINKS,
    )
    step = only(recommend(region), "expand")
    assert np.isnan(step.median_wage)
    assert step.score == pytest.approx(8 * 60_000)


def test_only_the_largest_program_of_a_kind_is_named() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 100)),
        programs=programs(("14.08", 3, 8.0), ("14.08", 3, 40.0)),
        crosswalk=LINKS,
    )
    assert only(recommend(region), "expand").program == "p1"


def test_the_institution_of_a_program_is_named_where_it_is_known() -> None:
    offers = outside(("p0", "State", "14.08", 3, 80.0, 0.0, True))
    assert only(recommend(civil(), outside=offers), "expand").institution == "State"


def test_a_field_nobody_graduates_is_extended_from_its_other_credential() -> None:
    """Two Rivers has civil technology at associate level and grants bachelor's degrees in nursing."""
    region = align(
        occupations=occupations(needing(CIVIL, 50)),
        programs=programs(("14.08", 2, 15.0), ("51.38", 3, 90.0)),
        crosswalk=LINKS,
    )
    offers = outside(
        ("p0", "Two Rivers", "14.08", 2, 15.0, 0.0, True),
        ("p1", "Two Rivers", "51.38", 3, 90.0, 0.0, True),
    )
    step = next(step for step in recommend(region, outside=offers) if step.kind == "extend")
    assert step.key == "extend:Two Rivers:14.08:3"
    assert step.reasons == ("feeds_bottleneck", "not_offered_in_region", "same_field_other_credential")
    assert step.numbers["nearest_rank"] == 2
    assert step.added_completers == 20
    new = what_if(region, [NewProgram("new", "14.08", 3, 20)])
    assert step.floor_fall == pytest.approx(region.totals.unfilled_floor - new.totals.unfilled_floor)


def test_an_institution_that_does_not_grant_the_credential_is_not_asked_to_extend() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 50)), programs=programs(("14.08", 2, 15.0)), crosswalk=LINKS
    )
    offers = outside(("p0", "Two Rivers", "14.08", 2, 15.0, 0.0, True))
    assert recommend(region, outside=offers) == ()


def test_a_field_is_extended_from_its_two_digit_family() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 50)), programs=programs(("14.14", 3, 15.0)), crosswalk=LINKS
    )
    offers = outside(("p0", "State", "14.14", 3, 15.0, 0.0, True))
    step = only(recommend(region, outside=offers), "extend")
    assert (step.institution, step.cip, step.rank) == ("State", "14.08", 3)
    assert step.reasons[-1] == "same_family_same_credential"


def test_interdisciplinary_fields_are_no_family() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 50)),
        programs=programs(("30.01", 3, 15.0)),
        crosswalk=crosswalk(c30_4801=[CIVIL]),
    )
    offers = outside(("p0", "State", "30.01", 3, 15.0, 0.0, True))
    assert recommend(region, outside=offers) == ()


def test_no_credential_is_founded_that_no_short_occupation_asks_for() -> None:
    """Civil engineers need a bachelor's: neither a master's nor a doctoral program is recommended."""
    region = align(
        occupations=occupations(needing(CIVIL, 50)),
        programs=programs(("14.14", 4, 15.0), ("14.14", 5, 15.0)),
        crosswalk=LINKS,
    )
    offers = outside(
        ("p0", "State", "14.14", 4, 15.0, 0.0, True),
        ("p1", "State", "14.14", 5, 15.0, 0.0, True),
        ("x", "X", "14.08", 4, 30.0, 10.0, False),
    )
    assert recommend(region, outside=offers) == ()


def test_one_new_program_is_recommended_for_an_occupation_the_best() -> None:
    """Civil engineering 14.08 and geological engineering 14.39 both lead to civil engineers."""
    region = align(
        occupations=occupations(needing(CIVIL, 50), needing(DRAFT, 400, focal=False)),
        programs=programs(("14.14", 3, 15.0)),
        crosswalk=crosswalk(c14_0801=[CIVIL], c14_3901=[CIVIL, DRAFT], c14_1401=[WATER]),
    )
    offers = outside(("p0", "State", "14.14", 3, 15.0, 0.0, True))
    assert only(recommend(region, outside=offers), "extend").cip == "14.08"


def test_the_nearest_institution_outside_is_the_partner() -> None:
    region = align(occupations=occupations(needing(CIVIL, 50)), programs=programs(), crosswalk=LINKS)
    offers = outside(
        ("far", "Far", "14.08", 3, 900.0, 300.0, False),
        ("near", "Near", "14.0801", 3, 12.0, 60.0, False),
        ("somewhere", "Somewhere", "14.08", 3, 900.0, UNKNOWN, False),
        ("empty", "Empty", "14.08", 3, 0.0, 5.0, False),
    )
    step = only(recommend(region, outside=offers), "partner")
    assert (step.key, step.institution) == ("partner:near", "Near")
    assert step.added_completers == 12
    assert step.numbers["distance_km"] == 60
    assert step.reasons == ("feeds_bottleneck", "not_offered_in_region", "nearest_outside")


def test_a_partner_at_an_unknown_distance_says_so() -> None:
    region = align(occupations=occupations(needing(CIVIL, 50)), programs=programs(), crosswalk=LINKS)
    offers = outside(("x", "X", "14.08", 3, 900.0, UNKNOWN, False))
    step = only(recommend(region, outside=offers), "partner")
    assert "distance_unknown" in step.reasons
    assert "distance_km" not in step.numbers


def test_no_partner_is_named_for_what_the_region_graduates_itself() -> None:
    offers = outside(("x", "X", "14.08", 3, 900.0, 10.0, False))
    assert {step.kind for step in recommend(civil(), outside=offers)} == {"expand"}


def test_the_nearest_district_opens_a_pathway_into_a_feeding_program() -> None:
    steps = recommend(civil(), feeders=feeders(union=12.0, central=4.0, unknown=UNKNOWN))
    step = only(steps, "pathway")
    assert (step.key, step.institution, step.program) == ("pathway:central:p0", "central", "p0")
    assert step.score < only(steps, "expand").score


def test_no_pathway_leads_into_a_graduate_program() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 50)), programs=programs(("14.08", 4, 15.0)), crosswalk=LINKS
    )
    assert {step.kind for step in recommend(region, feeders=feeders(central=4.0))} == {"expand"}


def test_graduates_are_kept_where_there_would_be_enough_if_they_stayed() -> None:
    """100 graduate for 80 openings and 60 stay; half of the 40 who leave would be enough."""
    region = align(
        occupations=occupations(needing(CIVIL, 80)),
        programs=programs(("14.08", 3, 100.0)),
        crosswalk=LINKS,
        retention=0.6,
    )
    step = only(recommend(region), "retain")
    assert step.added_completers == 20
    assert step.floor_fall == pytest.approx(20)
    assert step.numbers["leaving"] == pytest.approx(40)
    assert step.reasons == ("feeds_bottleneck", "graduates_leave")


def test_nobody_is_kept_where_even_everyone_would_not_be_enough() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 180)),
        programs=programs(("14.08", 3, 100.0)),
        crosswalk=LINKS,
        retention=0.6,
    )
    assert {step.kind for step in recommend(region)} == {"expand"}


def test_where_nobody_stays_only_keeping_helps() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 80)),
        programs=programs(("14.08", 3, 100.0)),
        crosswalk=LINKS,
        retention=0.0,
    )
    assert {step.kind for step in recommend(region)} == {"retain"}


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ({"rse": 35.0}, ("error_above_30",)),
        ({"rse": UNKNOWN}, ("error_unknown",)),
        ({"employment": UNKNOWN, "rse": UNKNOWN}, ("employment_unpublished",)),
        ({"rate": UNKNOWN}, ("rate_unknown",)),
        ({"entry": -1}, ("entry_education_unknown",)),
    ],
)
def test_figures_too_wide_or_unpublished_are_watched(
    said: dict[str, object], reasons: tuple[str, ...]
) -> None:
    region = align(occupations=occupations({"soc": CIVIL, **said}), programs=None, crosswalk=LINKS)
    step = only(recommend(region), "watch")
    assert step.key == f"watch:{CIVIL}"
    assert step.reasons == reasons
    assert step.confidence == "low"
    assert (step.floor_fall, step.gap_fall, step.added_completers) == (0, 0, None)


def test_imprecise_figures_that_cannot_mean_a_shortage_are_left_alone() -> None:
    assert recommend(civil(10, 80, rse=40.0)) == ()


def test_at_most_twenty_of_a_kind_are_kept_the_best_first() -> None:
    socs = [f"17-{2000 + number}" for number in range(30)]
    region = align(
        occupations=occupations(*[needing(soc, 10 + place) for place, soc in enumerate(socs)]),
        programs=programs(*[(f"14.{place:02d}", 3, 1.0 + place) for place in range(30)]),
        crosswalk=crosswalk(**{f"c14_{place:02d}01": [soc] for place, soc in enumerate(socs)}),
    )
    steps = recommend(region)
    assert len(steps) == 20
    assert [step.score for step in steps] == sorted((step.score for step in steps), reverse=True)


def test_the_order_of_rows_changes_no_recommendation() -> None:
    def steps(order: list[int]) -> list[tuple[str, float]]:
        rows = [(CIVIL, "14.08"), (WATER, "14.14"), (DRAFT, "15.13"), (NURSE, "51.38")]
        region = align(
            occupations=occupations(*[needing(rows[row][0], 40) for row in order]),
            programs=programs(*[(rows[row][1], 3, 8.0) for row in order]),
            crosswalk=LINKS,
        )
        return sorted((step.cip, step.score) for step in recommend(region))

    assert steps([0, 1, 2, 3]) == steps([3, 1, 0, 2])
