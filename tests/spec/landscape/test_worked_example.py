"""docs/methods/worked-example.md holds what the published rows give, and what users are shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import trellis.sources
from trellis.apps.landscape.assembly import assemble
from trellis.apps.landscape.region_spec import RegionSpec
from trellis.sources import Store

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "methods" / "worked-example.md").read_text("utf-8")
SNAPSHOT = Path(trellis.sources.__file__).parent / "snapshot"
PUBLIC_DATA = os.environ.get("TRELLIS_PUBLIC_DATA")
TULSA, MECHANICAL, CIVIL = "0046140", "17-2141", "17-2051"
SPLIT_OVER = [MECHANICAL, "11-9041", "13-1051", "17-2011"]


@pytest.fixture(scope="module")
def jobs() -> pd.DataFrame:
    cells = pd.read_parquet(SNAPSHOT / "employment.parquet").query("area == @TULSA")
    rates = pd.read_parquet(SNAPSHOT / "rates.parquet").rename(columns={"openings": "rate"})
    found = cells.merge(rates, on="soc").set_index("soc")
    found["openings"] = found["employment"] * found["rate"]
    return found


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    store = Store.open(tmp_path_factory.mktemp("data"))
    document = assemble(store, RegionSpec.of_areas(TULSA)).document()
    return {row["soc"]: row for row in document["occupations"]}


def said(text: str) -> None:
    assert text in DOCS, f"worked-example.md doesn't say “{text}”"


def test_openings(jobs: pd.DataFrame, shown: dict[str, Any]) -> None:
    row = jobs.loc[MECHANICAL]
    said(f"| {row['employment']:,.0f} | OEWS")
    said(f"| {row['rse']:.1f} % |")
    said(f"| ${row['median_wage']:,.0f} |")
    said(f"{row['entry_education']} (rank 3)")
    said(f"D = {row['employment']:,.0f} × {row['rate']:.6f} = {row['openings']:.2f} openings")
    error = row["openings"] * row["rse"] / 100
    low, high = row["openings"] - 1.645 * error, row["openings"] + 1.645 * error
    said(f"{row['rse']:.1f} % of that, {error:.2f}")
    said(f"from {low:.2f} to {high:.2f}")
    assert shown[MECHANICAL]["openings"] == pytest.approx(row["openings"])
    assert (shown[MECHANICAL]["openings_low"], shown[MECHANICAL]["openings_high"]) == pytest.approx(
        (low, high)
    )


def test_who_can_go_there(shown: dict[str, Any]) -> None:
    fields = pd.read_parquet(SNAPSHOT / "crosswalk.parquet").query("soc == @MECHANICAL")["cip"].tolist()
    for field in fields:
        said(field)
    colleges = pd.read_parquet(SNAPSHOT / "placed_institutions.parquet")["unitid"]
    programs = pd.read_parquet(SNAPSHOT / "field_of_study.parquet")
    programs = programs[programs["unitid"].isin(colleges) & programs["cip"].isin(fields)]
    assert programs["cip"].unique().tolist() == ["14.19"]
    graduates = programs["completers"].tolist()
    for number in graduates:
        said(f"| {number:.0f} |")
    said(f"{' + '.join(f'{number:.0f}' for number in graduates)} = {sum(graduates):.0f} (**high**)")
    assert shown[MECHANICAL]["supply_high"] == sum(graduates)
    assert shown[MECHANICAL]["supply_low"] == 0


def test_who_is_expected_there(jobs: pd.DataFrame, shown: dict[str, Any]) -> None:
    for soc in SPLIT_OVER:
        row = jobs.loc[soc]
        said(f"| {row['employment']:,.0f} | {row['rate']:.6f} | {row['openings']:.2f} |")
    together = jobs.loc[SPLIT_OVER, "openings"].sum()
    share = jobs.loc[MECHANICAL, "openings"] / together
    said(f"| {together:.2f} |")
    said(f"{jobs.loc[MECHANICAL, 'openings']:.2f} / {together:.2f} = {share:.4f}")
    said(f"= {71 * share:.2f} graduates a year")
    assert shown[MECHANICAL]["supply_expected"] == pytest.approx(71 * share)


def test_the_gap(shown: dict[str, Any]) -> None:
    row = shown[MECHANICAL]
    said(f"gap  = {row['openings']:.2f} − {row['supply_expected']:.2f} = {row['gap']:.2f}")
    said(f"from = {row['openings_low']:.2f} − 71    = −{-row['gap_low']:.2f}")
    said(f"to   = {row['openings_high']:.2f} − 0     = {row['gap_high']:.2f}")


def test_civil_engineers_have_nobody(jobs: pd.DataFrame, shown: dict[str, Any]) -> None:
    row = jobs.loc[CIVIL]
    said(f"{row['employment']:,.0f} × {row['rate']:.6f} = {row['openings']:.2f} openings")
    assert shown[CIVIL]["supply_high"] == 0
    assert shown[CIVIL]["gap"] == pytest.approx(row["openings"])


@pytest.mark.skipif(not PUBLIC_DATA, reason="TRELLIS_PUBLIC_DATA is not set: the BLS workbook is not at hand")
def test_the_rate_is_that_of_the_bls_workbook(jobs: pd.DataFrame) -> None:
    assert PUBLIC_DATA is not None
    workbook = Path(PUBLIC_DATA) / "labor" / "bls_ep_occupation_2024-2034.xlsx"
    rows = pd.read_excel(workbook, sheet_name="Table 1.10", header=1, engine="calamine")
    row = rows.set_index("2024 National Employment Matrix code").loc[MECHANICAL]
    employed, openings = (
        float(row[name]) * 1000
        for name in ("Employment, 2024", "Occupational openings, 2024–34 annual average")
    )
    said(f"| {employed:,.0f} |")
    said(f"| {openings:,.0f} |")
    said(f"{openings:,.0f} / {employed:,.0f} = {openings / employed:.6f}")
    assert jobs.loc[MECHANICAL, "rate"] == pytest.approx(openings / employed, abs=1e-6)
