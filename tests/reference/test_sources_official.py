"""The parsers on the publishers' own files, and the facts stated in the snapshot against them."""

import csv
import os
import re
from pathlib import Path

import numpy as np
import pytest

from trellis.sources import Store, crosswalk, ipeds, oews_workbook, projections, state_projections
from trellis.sources.pull import add, check
from trellis.sources.snapshot import restate

PUBLIC = os.environ.get("TRELLIS_PUBLIC_DATA")
pytestmark = pytest.mark.skipif(not PUBLIC, reason="TRELLIS_PUBLIC_DATA names no folder of official files")
FILES = Path(PUBLIC or ".")
CROSSWALK = FILES / "crosswalk/CIP2020_SOC2018_Crosswalk.xlsx"
PROJECTIONS = FILES / "labor/bls_ep_occupation_2024-2034.xlsx"
NATIONAL = FILES / "labor/oews_national_M2025_dl.xlsx"
CALIFORNIA = FILES / "labor/ca_edd_long_term_occ_projections_2023-2033.xlsx"
DIRECTORY = FILES / "postsecondary/hd2024.csv"
MIDDLE_SKILL = FILES / "indicators/SLBR-1_modal4387.csv"

TULSA = "0046140"


def stated(name: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in restate.facts(name)]


def test_the_crosswalk_is_read_whole() -> None:
    parsed = crosswalk.parse(CROSSWALK)
    # 6,097 rows, of which 194 are fields and 180 occupations that match nothing.
    assert len(parsed.tables["crosswalk"]["cip"]) == 6097 - 194 - 180
    assert parsed.edition == "2020"


def test_the_projections_are_read_whole() -> None:
    rates = projections.parse(PROJECTIONS).tables["rates"]
    assert len(rates["soc"]) == 832
    civil = rates["soc"].index("17-2051")
    # Table 1.10: 368.9 thousand employed and 23.6 thousand openings a year.
    assert rates["openings"][civil] == pytest.approx(23.6 / 368.9)
    assert rates["entry_education"][civil] == "Bachelor's degree"


def test_the_national_workbook_says_what_the_snapshot_says(tmp_path: Path) -> None:
    shipped, added = Store.open(tmp_path / "none"), Store.open(tmp_path / "added")
    add(added, "oews", NATIONAL)
    ours, theirs = shipped.employment(["0000000"]), added.employment(["0000000"])
    assert (ours.info.origin, theirs.info.origin) == ("snapshot", "official")
    assert ours.total == theirs.total
    np.testing.assert_array_equal(ours.soc, theirs.soc)
    np.testing.assert_array_equal(ours.employment, theirs.employment)
    np.testing.assert_allclose(ours.rse, theirs.rse)
    np.testing.assert_array_equal(ours.median_wage, theirs.median_wage)
    np.testing.assert_array_equal(ours.wage_capped, theirs.wage_capped)


def test_the_national_workbook_covers_the_nation_only() -> None:
    parsed = oews_workbook.parse(NATIONAL)
    assert parsed.scope == "nation"
    assert len(parsed.tables["employment"]["soc"]) == 1 + 22 + 830


def test_californias_openings_are_a_year() -> None:
    rates = state_projections.parse_california(CALIFORNIA).tables["rates"]
    assert len(rates["soc"]) == 676
    assert 0.08 < np.nanmedian(np.array(rates["openings"], dtype=float)) < 0.14


def test_the_directory_is_read_whole() -> None:
    table = ipeds.parse_directory(DIRECTORY).tables["directory"]
    assert len(table["unitid"]) == 6072
    assert table["unitid"][0] == "100654"
    assert sum(cbsa == "46140" for cbsa in table["cbsa"]) == 21


def test_the_stated_pairs_are_the_official_ones() -> None:
    assert stated("cip_soc_pairs.csv") == restate.pairs(CROSSWALK, restate.titles())


def test_the_stated_rates_are_the_official_ones() -> None:
    needed = restate.focal() | {soc for _, soc in stated("cip_soc_pairs.csv")}
    assert stated("occupation_rates.csv") == restate.rates(PROJECTIONS, needed, restate.titles())


def test_the_stated_institutions_are_the_official_ones() -> None:
    counties = [county for _, county in stated("area_counties.csv")]
    assert stated("placed_institutions.csv") == restate.placed(DIRECTORY, counties)


def test_the_stem_occupations_add_up_to_what_bls_publishes_for_stem() -> None:
    book = projections.Workbook(PROJECTIONS)
    employed = {row[1]: row[3] for row in book.rows("Table 1.10") if row[2] == "Line item"}
    (published,) = (row[1] for row in book.rows("Table 1.11") if "STEM occupations[2]" in str(row[0]))
    stem = [soc for soc, subdomain, _ in stated("stem_occupations.csv") if subdomain != "health"]
    # 10,783.7 thousand; each of the 105 figures is rounded to a tenth.
    assert sum(employed[soc] for soc in stem) == pytest.approx(published, abs=0.05 * len(stem) ** 0.5)


def test_the_skilled_technical_occupations_are_those_of_ncses_below_a_bachelors() -> None:
    rates = projections.parse(PROJECTIONS).tables["rates"]
    education = dict(zip(rates["soc"], rates["entry_education"], strict=True))
    degrees = {"Bachelor's degree", "Master's degree", "Doctoral or professional degree"}
    listed = stated("skilled_technical_occupations.csv")
    assert not degrees & {education[soc] for soc, *_ in listed}
    with MIDDLE_SKILL.open(encoding="utf-8-sig", newline="") as file:
        codes = {
            row["value"].zfill(4)
            for row in csv.DictReader(file)
            if row["time_period"] == "Middle skill" and row["column_level_1"] == "2019 OCC"
        }
    named = {code for _, _, code, _ in listed if code}
    assert named <= codes
    # The others need a bachelor's degree to enter: technical writers, camera operators, …
    assert codes - named == {"2840", "2920", "0810", "0930", "0140"}


def test_with_every_official_file_the_tulsa_area_keeps_its_figures(tmp_path: Path) -> None:
    shipped, store = Store.open(tmp_path / "none"), Store.open(tmp_path / "official")
    for key, path in {
        "crosswalk": CROSSWALK,
        "projections": PROJECTIONS,
        "projections-ca": CALIFORNIA,
        "ipeds-directory": DIRECTORY,
    }.items():
        add(store, key, path)
    assert {each.finding for each in check(store)} == {"intact"}
    assert stem_openings(store) == pytest.approx(stem_openings(shipped), abs=0.05)
    placed = store.place_institutions(area_codes=[TULSA])
    assert placed.unitids == shipped.place_institutions(area_codes=[TULSA]).unitids
    four_digits = {
        (cip[:5], soc) for cip, soc in zip(store.crosswalk().cip, store.crosswalk().soc, strict=True)
    }
    stated_pairs = shipped.crosswalk()
    assert set(zip(stated_pairs.cip, stated_pairs.soc, strict=True)) <= four_digits


def stem_openings(store: Store) -> float:
    employment, rates, stem = store.employment([TULSA]), store.rates(), store.field("stem")
    rate = dict(zip(rates.soc.tolist(), rates.openings.tolist(), strict=True))
    people = zip(employment.soc.tolist(), employment.employment.tolist(), strict=True)
    return sum(count * rate[soc] for soc, count in people if soc in stem and count == count)


def test_the_tulsa_areas_stem_figures(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    employment = store.employment([TULSA])
    stem = np.isin(employment.soc, list(store.field("stem")))
    assert np.nansum(employment.employment[stem]) == 22_640
    assert stem_openings(store) == pytest.approx(1610.1, abs=0.1)


def test_the_scorecard_counts_as_many_graduates_as_ipeds(tmp_path: Path) -> None:
    """Their years overlap, so that they agree within a few percent."""
    import pyarrow.parquet as pq

    table = pq.read_table(FILES / "postsecondary/c2023_a.parquet").to_pydict()
    official = sum(
        count
        for count, whole in zip(table["CTOTALT"], table["IS_CIP_6DIGIT"], strict=True)
        if whole and count
    )
    scorecard = np.nansum(Store.open(tmp_path).programs(nation=True).completers)
    assert scorecard == pytest.approx(official, rel=0.05)
    assert all(re.fullmatch(r"\d{2}\.\d{4}|99", cip) for cip in set(table["CIPCODE"]))


def test_occupations_published_together_have_their_parts_fields_of_study_and_a_rate(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    add(store, "crosswalk", CROSSWALK)
    add(store, "projections", PROJECTIONS)
    official = crosswalk.parse(CROSSWALK).tables["crosswalk"]
    pairs = store.crosswalk()
    linked = set(zip(pairs.cip.tolist(), pairs.soc.tolist(), strict=True))
    parts = dict(stated("published_as.csv"))
    expected = {
        (cip, parts[soc]) for cip, soc in zip(official["cip"], official["soc"], strict=True) if soc in parts
    }
    assert expected <= linked
    rates = store.rates()
    rated = set(rates.soc[np.isfinite(rates.openings)].tolist())
    assert set(parts.values()) <= rated
    # No part of these is in the official crosswalk.
    assert set(parts.values()) - {soc for _, soc in linked} == {"47-4090", "51-2028", "51-2090"}


def test_the_directory_alone_places_389_of_the_393_metropolitan_areas(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    add(store, "ipeds-directory", DIRECTORY)
    placed = {
        area.title: store.place_institutions(area_codes=[area.code])
        for area in store.areas()
        if area.kind == "metropolitan"
    }
    assert {title for title, placement in placed.items() if not placement.known} == {
        "Columbus, IN",
        "Decatur, AL",
        "Hinesville, GA",
        "Michigan City-La Porte, IN",
    }
    denver = next(placement for title, placement in placed.items() if title.startswith("Denver"))
    assert len(denver.unitids) > 20
