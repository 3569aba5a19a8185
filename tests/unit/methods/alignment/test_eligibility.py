"""Who can go where."""

import numpy as np
import pytest
from tests.unit.methods.alignment.regions import crosswalk, needing, occupations, programs

from trellis.methods.alignment import Alignment, Crosswalk, InvalidInput, align, prepare


def pairs(region: Alignment) -> set[tuple[str, str]]:
    """The pairs by name."""
    flows = region.flows()
    return {
        (str(region.programs.id[program]), str(region.occupations.soc[occupation]))
        for program, occupation in zip(flows.program, flows.occupation, strict=True)
    }


@pytest.mark.parametrize(("entry", "ranks"), [(0, (0, 1, 2)), (1, (1, 2, 3)), (3, (3, 4, 5)), (5, (5,))])
def test_a_credential_fits_from_the_entry_level_to_two_above(entry: int, ranks: tuple[int, ...]) -> None:
    region = align(
        occupations=occupations({"soc": "15-1252", "entry": entry}),
        programs=programs(*[("11.07", rank, 10.0) for rank in range(6)]),
        crosswalk=crosswalk(c11_0701=["15-1252"]),
    )
    assert pairs(region) == {(f"p{rank}", "15-1252") for rank in ranks}


def test_where_a_rank_is_not_known_there_is_no_pair() -> None:
    region = align(
        occupations=occupations({"soc": "15-1252", "entry": -1}, {"soc": "15-1232", "entry": 0}),
        programs=programs(("11.07", -1, 10.0), ("11.07", 2, 10.0)),
        crosswalk=crosswalk(c11_0701=["15-1252", "15-1232"]),
    )
    assert pairs(region) == {("p1", "15-1232")}


def test_a_four_digit_program_has_the_pairs_of_all_its_six_digit_fields() -> None:
    region = align(
        occupations=occupations({"soc": "17-2051"}, {"soc": "17-2081"}, {"soc": "17-2141"}),
        programs=programs(("14.08", 3, 10.0)),
        crosswalk=crosswalk(c14_0801=["17-2051"], c14_0805=["17-2081"], c14_1901=["17-2141"]),
    )
    assert pairs(region) == {("p0", "17-2051"), ("p0", "17-2081")}


def test_a_six_digit_program_has_the_pairs_of_its_own_field_only() -> None:
    region = align(
        occupations=occupations({"soc": "17-2051"}, {"soc": "17-2081"}),
        programs=programs(("14.0801", 3, 10.0)),
        crosswalk=crosswalk(c14_0801=["17-2051"], c14_0805=["17-2081"]),
    )
    assert pairs(region) == {("p0", "17-2051")}


def test_a_six_digit_program_has_the_pairs_of_a_four_digit_crosswalk() -> None:
    region = align(
        occupations=occupations({"soc": "17-2051"}, {"soc": "17-2081"}),
        programs=programs(("14.0801", 3, 10.0), ("14.08", 3, 10.0)),
        crosswalk=crosswalk(c14_08=["17-2051", "17-2081"], c14_0801=["17-2051"]),
    )
    assert pairs(region) == {(f"p{row}", soc) for row in (0, 1) for soc in ("17-2051", "17-2081")}


def test_a_field_ending_in_zeros_is_not_its_four_digit_family() -> None:
    region = align(
        occupations=occupations({"soc": "17-3023"}, {"soc": "17-3024"}),
        programs=programs(("15.0000", 3, 10.0)),
        crosswalk=crosswalk(c15_0000=["17-3023"], c15_0001=["17-3024"]),
    )
    assert pairs(region) == {("p0", "17-3023")}


def test_a_link_said_twice_counts_once() -> None:
    region = align(
        occupations=occupations({"soc": "17-2051"}, {"soc": "17-2081"}),
        programs=programs(("14.08", 3, 10.0)),
        crosswalk=crosswalk(c14_0801=["17-2051", "17-2051"], c14_0803=["17-2051", "17-2081"]),
    )
    np.testing.assert_allclose(region.supply_expected, [5, 5])


def test_a_broad_occupation_has_the_links_of_its_detailed_ones() -> None:
    """OEWS publishes 29-2010 where the crosswalk names 29-2011 and 29-2012."""
    region = align(
        occupations=occupations({"soc": "29-2010"}),
        programs=programs(("51.10", 3, 10.0)),
        crosswalk=crosswalk(c51_1005=["29-2011", "29-2012"]),
    )
    assert pairs(region) == {("p0", "29-2010")}
    assert region.linked.all()


def test_a_detailed_occupation_that_is_there_keeps_its_own_links() -> None:
    region = align(
        occupations=occupations({"soc": "29-2010"}, {"soc": "29-2011"}),
        programs=programs(("51.10", 3, 10.0)),
        crosswalk=crosswalk(c51_1005=["29-2011"]),
    )
    assert pairs(region) == {("p0", "29-2011")}
    assert region.linked.tolist() == [False, True]


def test_the_official_no_match_code_links_to_nothing() -> None:
    region = align(
        occupations=occupations({"soc": "15-1252"}),
        programs=programs(("01.00", 3, 10.0)),
        crosswalk=Crosswalk(cip=np.array(["01.0000", "99.9999"]), soc=np.array(["99-9999", "15-1252"])),
    )
    assert pairs(region) == set()


def test_a_prepared_crosswalk_gives_the_same_answer() -> None:
    links = crosswalk(c14_0801=["17-2051"])
    region, prepared = (
        align(
            occupations=occupations(needing("17-2051", 30)),
            programs=programs(("14.08", 3, 10.0)),
            crosswalk=one,
        )
        for one in (links, prepare(links))
    )
    assert region.totals == prepared.totals


@pytest.mark.parametrize("cip", ["1.1", "11", "1107", "11.7", "11.070", "11.07011", "ab.cdef", "11-07", ""])
def test_a_field_that_is_no_code_is_refused_by_row(cip: str) -> None:
    with pytest.raises(InvalidInput, match=r"crosswalk, column cip, row 1"):
        prepare(Crosswalk(cip=np.array(["11.07", cip]), soc=np.array(["15-1252", "15-1252"])))


def test_codes_read_as_numbers_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"row 0: .*1\.1.*as text, with its zeros"):
        prepare(Crosswalk(cip=np.array([1.1, 11.07]), soc=np.array(["15-1252", "15-1252"])))


@pytest.mark.parametrize("soc", ["151252", "15-125", "15-1252.00", "15.1252", ""])
def test_an_occupation_that_is_no_code_is_refused_by_row(soc: str) -> None:
    with pytest.raises(InvalidInput, match=r"crosswalk, column soc, row 0"):
        prepare(Crosswalk(cip=np.array(["11.07"]), soc=np.array([soc])))


def test_an_empty_crosswalk_links_nothing() -> None:
    region = align(
        occupations=occupations(needing("17-2051", 30)),
        programs=programs(("14.08", 3, 10.0)),
        crosswalk=crosswalk(),
    )
    assert pairs(region) == set()
    assert region.totals.unfilled_floor == pytest.approx(30)
