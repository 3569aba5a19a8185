"""A landscape's figures, recomputed by hand from the published tables with plain pandas.

Nothing of the method or of the store is used here but the store's folder of Parquet files: each step of
docs/methods/alignment.md is one readable statement. Figures agree to a billionth: sums differ in order only.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import trellis.sources
from trellis.apps.landscape.assembly import assemble
from trellis.apps.landscape.region_spec import RegionSpec
from trellis.sources import Store
from trellis.sources.pull import add

CLOSE = 1e-9
SNAPSHOT = Path(trellis.sources.__file__).parent / "snapshot"
PUBLIC_DATA = os.environ.get("TRELLIS_PUBLIC_DATA")

ENTRY_RANK = {
    "No formal educational credential": 0,
    "High school diploma or equivalent": 0,
    "Some college, no degree": 1,
    "Postsecondary nondegree award": 1,
    "Associate's degree": 2,
    "Bachelor's degree": 3,
    "Master's degree": 4,
    "Doctoral or professional degree": 5,
}
CREDENTIAL_RANK = {1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 6: 5, 7: 5, 8: 4}
REGIONS = {"Tulsa, OK": "0046140", "Oklahoma": "4000000"}


@dataclass
class ByHand:
    """What the hand computed: totals, and a row an occupation."""

    openings: float
    completers: float
    supply: float
    floor: float
    occupations: pd.DataFrame


def by_hand(area: str, unitids: list[str] | None, rates: pd.DataFrame, pairs: pd.DataFrame) -> ByHand:
    """Recompute an area's STEM landscape; `unitids` are its colleges.

    rates: columns soc, rate, entry_education; pairs: columns cip (four digits) and soc.
    """
    # Openings: people employed times the annual rate, for every detailed occupation that is published.
    cells = snapshot("employment").query("area == @area").merge(snapshot("occupations"), on="soc")
    jobs = cells.query("level == 3").merge(rates, on="soc", how="left")
    jobs["openings"] = (jobs["employment"] * jobs["rate"]).clip(lower=0)
    jobs["entry"] = jobs["entry_education"].map(ENTRY_RANK)
    jobs["stem"] = jobs["soc"].isin(snapshot("field_occupations").query("field == 'stem'")["soc"])

    # Graduates: the programs of the area's colleges.
    programs = snapshot("field_of_study").query("unitid in @unitids").reset_index(names="program")
    programs["rank"] = programs["credential"].map(CREDENTIAL_RANK)
    programs["graduates"] = programs["completers"].fillna(0)

    # Who can go where: the crosswalk has the pair, and entry rank ≤ credential rank ≤ entry rank + 2.
    ways = programs.merge(pairs, on="cip").merge(jobs, on="soc")
    ways = ways[(ways["entry"] <= ways["rank"]) & (ways["rank"] <= ways["entry"] + 2)]

    # Expected supply: a program's graduates split over its occupations in proportion to their openings.
    together = ways.groupby("program")["openings"].transform("sum")
    ways["expected"] = ways["graduates"] * ways["openings"] / together
    stem = ways[ways["stem"]]
    can = programs[programs["program"].isin(stem["program"])]

    found = jobs[jobs["stem"]].set_index("soc")
    found["expected"] = stem.groupby("soc")["expected"].sum()
    found["high"] = stem.groupby("soc")["graduates"].sum()
    only = ways.groupby("program")["soc"].transform("size") == 1
    found["low"] = ways[only & ways["stem"]].groupby("soc")["graduates"].sum()
    found[["expected", "high", "low"]] = found[["expected", "high", "low"]].fillna(0.0)
    return ByHand(
        openings=found["openings"].sum(),
        completers=can["graduates"].sum(),
        supply=found["expected"].sum(),
        floor=found["openings"].sum() - best_case(found, stem),
        occupations=found,
    )


def best_case(jobs: pd.DataFrame, ways: pd.DataFrame) -> float:
    """The most openings that any choice of the graduates could fill: maximum flow, by networkx."""
    graph = nx.DiGraph()
    graph.add_nodes_from(("start", "end"))
    for soc, openings in jobs["openings"].dropna().items():
        graph.add_edge(soc, "end", capacity=openings)
    for row in ways.itertuples():
        graph.add_edge("start", row.program, capacity=row.graduates)
        graph.add_edge(row.program, row.soc)
    return float(nx.maximum_flow_value(graph, "start", "end"))


def snapshot(table: str) -> pd.DataFrame:
    """Return a table of the package's snapshot."""
    return pd.read_parquet(SNAPSHOT / f"{table}.parquet")


def stated_rates() -> pd.DataFrame:
    """Return the openings rates that ship with the package."""
    return snapshot("rates").rename(columns={"openings": "rate"})[["soc", "rate", "entry_education"]]


def official_rates(workbook: Path) -> pd.DataFrame:
    """Return openings per person employed from the BLS workbook, Tables 1.10 and 1.2 (both in thousands)."""
    openings = line_items(workbook, "Table 1.10")
    education = line_items(workbook, "Table 1.2")
    rate = openings["Occupational openings, 2024–34 annual average"] / openings["Employment, 2024"]
    return pd.DataFrame(
        {
            "soc": openings["2024 National Employment Matrix code"],
            "rate": rate.astype(float),
            "entry_education": education["Typical education needed for entry"].to_numpy(),
        }
    )


def line_items(workbook: Path, sheet: str) -> pd.DataFrame:
    """Return a table's detailed occupations; the column names are in the second row."""
    rows = pd.read_excel(workbook, sheet_name=sheet, header=1, engine="calamine")
    return rows[rows["Occupation type"] == "Line item"].reset_index(drop=True)


def official_pairs(workbook: Path) -> pd.DataFrame:
    """Return pairs of a four-digit field and an occupation as OEWS publishes it, from the NCES workbook."""
    rows = pd.read_excel(workbook, sheet_name="CIP-SOC", dtype=str, engine="calamine")
    as_published = snapshot("published_as").set_index("soc")["published_as"]
    soc = rows["SOC2018Code"]
    pairs = pd.DataFrame({"cip": rows["CIP2020Code"].str[:5], "soc": soc.map(as_published).fillna(soc)})
    return pairs.drop_duplicates()


def colleges(area: str) -> list[str]:
    """Return the colleges of Tulsa (stated) or of Oklahoma (by state)."""
    if area == REGIONS["Tulsa, OK"]:
        return snapshot("placed_institutions")["unitid"].tolist()
    listed = pd.concat([snapshot("institutions"), snapshot("placed_institutions")])
    return listed.query("state == 'OK'")["unitid"].unique().tolist()


def assert_same(document: dict, hand: ByHand) -> None:
    """Compare a landscape's totals and every occupation with those computed by hand."""
    close = {"rel": CLOSE, "abs": 1e-7}
    assert document["openings"] == pytest.approx(hand.openings, **close)
    assert document["completers"] == pytest.approx(hand.completers, **close)
    assert document["supply_expected"] == pytest.approx(hand.supply, **close)
    assert document["unfilled_floor"] == pytest.approx(hand.floor, **close)
    assert {row["soc"] for row in document["occupations"]} == set(hand.occupations.index)
    for row in document["occupations"]:
        expected = hand.occupations.loc[row["soc"]]
        if row["openings"] is None:
            assert pd.isna(expected["openings"])
            continue
        half = 1.645 * expected["openings"] * expected["rse"] / 100
        for key, value in {
            "openings": expected["openings"],
            "supply_expected": expected["expected"],
            "supply_low": expected["low"],
            "supply_high": expected["high"],
            "gap": expected["openings"] - expected["expected"],
            "gap_low": max(expected["openings"] - half, 0) - expected["high"],
            "gap_high": expected["openings"] + half - expected["low"],
        }.items():
            assert row[key] == pytest.approx(value, **close), (row["soc"], key)


@pytest.mark.parametrize("name", ["Tulsa, OK", "Oklahoma"])
def test_figures_are_those_computed_by_hand_from_the_snapshot(name: str, tmp_path: Path) -> None:
    area = REGIONS[name]
    document = assemble(Store.open(tmp_path), RegionSpec.of_areas(area)).document()
    assert_same(document, by_hand(area, colleges(area), stated_rates(), snapshot("crosswalk")))


@pytest.mark.skipif(
    not PUBLIC_DATA, reason="TRELLIS_PUBLIC_DATA is not set: no official files to compare with"
)
@pytest.mark.parametrize("name", ["Tulsa, OK", "Oklahoma"])
def test_figures_are_those_computed_by_hand_from_the_official_files(name: str, tmp_path: Path) -> None:
    assert PUBLIC_DATA is not None
    crosswalk = Path(PUBLIC_DATA) / "crosswalk" / "CIP2020_SOC2018_Crosswalk.xlsx"
    projections = Path(PUBLIC_DATA) / "labor" / "bls_ep_occupation_2024-2034.xlsx"
    store = Store.open(tmp_path)
    add(store, "crosswalk", crosswalk)
    add(store, "projections", projections)

    area = REGIONS[name]
    document = assemble(store, RegionSpec.of_areas(area)).document()
    origins = {source["key"]: source["origin"] for source in document["sources"]}
    assert origins["crosswalk"] == origins["projections"] == "official"
    assert_same(
        document, by_hand(area, colleges(area), official_rates(projections), official_pairs(crosswalk))
    )
