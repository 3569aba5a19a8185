"""Programs and their graduates, from College Scorecard and from IPEDS completions."""

from pathlib import Path

import numpy as np
import pytest
from tests.unit.sources import layouts

from trellis.sources import Store
from trellis.sources.errors import UnknownField, UnknownVintage
from trellis.sources.pull import add

TCC = "207935"  # Tulsa Community College


def completions(folder: Path, year: int, *rows: list[object]) -> Path:
    content = layouts.csv_bytes(layouts.COMPLETIONS_HEADER, rows)
    return layouts.zipped(folder / f"C{year}_A.zip", {f"c{year}_a.csv": content})


def test_programs_of_an_institution_have_names_and_ranks(shipped: Store) -> None:
    found = shipped.programs(unitids=[TCC])
    assert set(found.institution) == {"Tulsa Community College"}
    assert set(found.state.tolist()) == {"OK"}
    nursing = (found.cip == "51.38") & (found.credential == 2)
    assert found.cip_title[nursing][0].startswith("Registered Nursing")
    assert found.credential_title[nursing][0] == "Associate's degree"
    assert found.rank[nursing][0] == 2
    assert found.completers[nursing][0] > 0
    assert found.infos[0].licence == "CC BY 4.0"


def test_completers_that_are_not_published_are_not_zero(shipped: Store) -> None:
    everything = shipped.programs(nation=True)
    assert np.isnan(everything.completers).sum() > 10_000
    assert (everything.rank >= 1).all()


def test_a_state_has_the_programs_of_its_institutions(shipped: Store) -> None:
    found = shipped.programs(states=["OK"])
    assert set(found.state.tolist()) == {"OK"}
    assert len(found.unitid) < len(shipped.programs(nation=True).unitid)


def test_no_institution_has_no_program(shipped: Store) -> None:
    assert len(shipped.programs(unitids=[]).cip) == 0
    assert len(shipped.programs(unitids=["000000"]).cip) == 0


def test_completions_come_first_and_are_averaged_over_the_years_reported(
    store: Store, tmp_path: Path
) -> None:
    row = layouts.completions_row
    add(
        store,
        "ipeds-completions",
        completions(tmp_path, 2023, row(TCC, "15.1001", 3, 10), row(TCC, "15.1002", 3, 4)),
    )
    add(
        store,
        "ipeds-completions",
        completions(tmp_path, 2024, row(TCC, "15.1001", 3, 20), row("999998", "11.0101", 5, 7)),
    )
    found = store.programs(unitids=[TCC, "999998"])
    # 15.10: (10 + 4 + 20) over the two years that TCC reported; 11.01: 7 over the one year of 999998.
    assert dict(zip(zip(found.unitid, found.cip, strict=True), found.completers, strict=True)) == {
        (TCC, "15.10"): 17.0,
        ("999998", "11.01"): 7.0,
    }
    assert found.years == ("2023", "2024")
    assert {info.source for info in found.infos} == {"ipeds-completions"}
    assert store.programs(unitids=[TCC], vintage="2023").completers.tolist() == [14.0]


def test_award_levels_become_the_scorecards_credentials(store: Store, tmp_path: Path) -> None:
    rows = [layouts.completions_row(TCC, "11.0101", level, 1) for level in (20, 21, 2, 3, 5, 6, 7, 8, 17, 18)]
    add(store, "ipeds-completions", completions(tmp_path, 2024, *rows))
    found = store.programs(unitids=[TCC])
    assert found.credential.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found.rank.tolist() == [1, 2, 3, 3, 4, 5, 5, 4]
    assert found.completers.tolist() == [3, 1, 1, 1, 1, 1, 1, 1]


def test_with_the_official_crosswalk_completions_keep_their_six_digits(store: Store, tmp_path: Path) -> None:
    add(
        store,
        "ipeds-completions",
        completions(tmp_path, 2024, layouts.completions_row(TCC, "15.1001", 3, 10)),
    )
    add(store, "crosswalk", layouts.crosswalk(tmp_path / "crosswalk.xlsx"))
    found = store.programs(unitids=[TCC])
    assert found.cip.tolist() == ["15.1001"]
    assert found.cip_title.tolist() == ["Construction Engineering Technology/Technician"]


def test_a_vintage_of_completions_that_is_not_there_is_refused(shipped: Store) -> None:
    assert len(shipped.programs(unitids=[TCC], vintage="June 2026").cip) > 50
    with pytest.raises(UnknownVintage, match="1999"):
        shipped.programs(unitids=[TCC], vintage="1999")


def test_fields_of_occupations_hold_what_their_names_say(shipped: Store) -> None:
    stem, health = shipped.field("stem"), shipped.field("stem_health")
    skilled, everything = shipped.field("skilled_technical"), shipped.field("all")
    assert stem < health < everything
    assert {"15-1252", "17-2051", "11-9041", "25-1021", "41-9031"} <= stem
    assert {"29-1141", "25-1072"} <= health - stem
    assert {"47-2111", "49-9041", "17-3022", "29-2034"} <= skilled
    assert "17-2051" not in skilled
    assert len(everything) == 830


def test_fields_say_who_defines_them(shipped: Store) -> None:
    assert "Bureau of Labor Statistics" in shipped.field_info("stem").publisher
    assert (
        "National Center for Science and Engineering Statistics"
        in shipped.field_info("skilled_technical").publisher
    )


def test_an_unknown_field_lists_the_known_ones(shipped: Store) -> None:
    with pytest.raises(UnknownField, match="stem, stem_health, skilled_technical, all"):
        shipped.field("steam")


def test_the_stated_pairs_cover_every_field_but_all(shipped: Store) -> None:
    pairs, rates = shipped.crosswalk(), shipped.rates()
    assert (pairs.digits, pairs.whole) == (4, False)
    assert "15.10" in pairs.cip
    known = set(rates.soc.tolist())
    assert set(pairs.soc.tolist()) <= known
    for name in ("stem", "stem_health", "skilled_technical"):
        assert shipped.field(name) <= known


def test_stated_rates_add_up(shipped: Store) -> None:
    rates = shipped.rates()
    # Figures are published in hundreds of jobs, which shows in occupations of less than two thousand.
    rounding = 0.01
    assert (rates.openings >= rates.entrants - rounding).all()
    assert (rates.entrants >= rates.growth - rounding).all()
    assert (rates.entry_rank >= 0).all()
    place = rates.soc.tolist().index("17-2051")
    assert rates.entry_education[place] == "Bachelor's degree"
    assert rates.entry_rank[place] == 3


def test_stem_fields_of_study_are_whole_or_in_part(shipped: Store) -> None:
    fields = shipped.stem_fields()
    assert fields["14.08"] == "whole"
    assert fields["52.13"] == "part"
    assert "52.02" not in fields
