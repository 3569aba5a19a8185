"""The alignment method once more, for reading: pandas and networkx, a row a program, no merging, no tricks.

The fast one in trellis.methods.alignment is tested and timed against this.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from trellis.methods.alignment import Crosswalk, Occupations, Programs

TOLERANCE = 1e-7
SOURCE, SINK = "source", "sink"


@dataclass(frozen=True)
class NaiveAlignment:
    """`occupations`: a row each, indexed by soc. `flows`: a row each program and occupation."""

    occupations: pd.DataFrame
    flows: pd.DataFrame
    completers: float
    floor: float
    bottlenecks: frozenset[tuple[frozenset[str], frozenset[str]]]  # (occupations, programs)


def naive_align(
    occupations: Occupations,
    programs: Programs,
    crosswalk: Crosswalk,
    *,
    retention: float = 1.0,
    split: str = "proportional",
) -> NaiveAlignment:
    """Openings against completers, as METHODS has it."""
    o = pd.DataFrame(
        {
            "soc": occupations.soc,
            "openings": (occupations.employment * occupations.rate).clip(min=0),
            "rse": occupations.rse,
            "entry_rank": occupations.entry_rank,
            "focal": occupations.focal,
        }
    )
    p = pd.DataFrame(
        {"program": programs.id, "cip": programs.cip, "rank": programs.rank, "staying": programs.completers}
    )
    p["staying"] = p["staying"].fillna(0.0) * retention

    pairs = link(p, o, pd.DataFrame({"link_cip": crosswalk.cip, "link_soc": crosswalk.soc}))
    pairs["n_occupations"] = pairs.groupby("program")["soc"].transform("size")
    pairs["known"] = pairs["openings"].notna()
    pairs["n_known"] = pairs.groupby("program")["known"].transform("sum")
    pairs["sum_openings"] = pairs.groupby("program")["openings"].transform("sum")
    even = 1.0 / pairs["n_known"].where(pairs["n_known"] > 0)
    proportional = (pairs["openings"] / pairs["sum_openings"]).where(pairs["sum_openings"] > 0, even)
    pairs["share"] = (proportional if split == "proportional" else even).where(pairs["known"])
    pairs["expected"] = pairs["share"] * pairs["staying"]
    pairs["only"] = pairs["staying"].where(pairs["n_occupations"] == 1, 0.0)

    by_occupation = pairs.groupby("soc")
    o = o.set_index("soc")
    o["supply_expected"] = by_occupation["expected"].sum().reindex(o.index, fill_value=0.0)
    o["supply_low"] = by_occupation["only"].sum().reindex(o.index, fill_value=0.0)
    o["supply_high"] = by_occupation["staying"].sum().reindex(o.index, fill_value=0.0)
    o.loc[o["openings"].isna() | (o["entry_rank"] < 0), "supply_expected"] = np.nan
    o.loc[o["entry_rank"] < 0, ["supply_low", "supply_high"]] = np.nan
    half = (1.645 * o["openings"] * o["rse"] / 100).where(o["openings"] != 0, 0.0)
    o["openings_low"] = (o["openings"] - half).clip(lower=0)
    o["openings_high"] = o["openings"] + half
    o["gap"] = o["openings"] - o["supply_expected"]
    o["gap_low"] = o["openings_low"] - o["supply_high"]
    o["gap_high"] = o["openings_high"] - o["supply_low"]

    focal = o[o["focal"] & o["openings"].notna() & (o["entry_rank"] >= 0)]
    floor, bottlenecks = best_case(focal["openings"], p, pairs[pairs["soc"].isin(focal.index)])
    in_field = pairs.loc[pairs["focal"], "program"].unique()
    completers = float(np.nansum(programs.completers[np.isin(programs.id, in_field)]))
    return NaiveAlignment(
        occupations=o, flows=pairs, completers=completers, floor=floor, bottlenecks=bottlenecks
    )


def link(p: pd.DataFrame, o: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """A row for every program and occupation that the crosswalk links and education allows."""
    links = links.copy()
    links["four"] = links["link_cip"].str[:5]
    p = p.assign(four=p["cip"].str[:5])
    pairs = p.merge(links, on="four")
    is_four = (pairs["cip"].str.len() == 5) | (pairs["link_cip"].str.len() == 5)
    pairs = pairs[is_four | (pairs["cip"] == pairs["link_cip"])]
    # A broad occupation stands for those of its detailed ones that aren't there themselves.
    there = set(o["soc"])
    broad = pairs["link_soc"].str[:6] + "0"
    pairs["soc"] = pairs["link_soc"].where(pairs["link_soc"].isin(there), broad)
    pairs = pairs.merge(o, on="soc").drop_duplicates(["program", "soc"])
    known = (pairs["entry_rank"] >= 0) & (pairs["rank"] >= 0)
    steps = pairs["rank"].astype(int) - pairs["entry_rank"].astype(int)
    return pairs[known & steps.between(0, 2)].reset_index(drop=True)


def best_case(
    openings: pd.Series, p: pd.DataFrame, pairs: pd.DataFrame
) -> tuple[float, frozenset[tuple[frozenset[str], frozenset[str]]]]:
    """The unfilled floor by maximum flow, and the bottleneck groups from its residual graph."""
    graph = nx.DiGraph()
    graph.add_nodes_from((SOURCE, SINK))
    for soc, wanted in openings.items():
        graph.add_edge(("o", soc), SINK, capacity=float(wanted))
    staying = p.set_index("program")["staying"]
    for program, soc in zip(pairs["program"], pairs["soc"], strict=True):
        graph.add_edge(SOURCE, ("p", program), capacity=float(staying[program]))
        graph.add_edge(("p", program), ("o", soc))
    filled, flow = nx.maximum_flow(graph, SOURCE, SINK)

    residual = nx.DiGraph()
    residual.add_nodes_from(graph)
    for tail, head, data in graph.edges(data=True):
        if data.get("capacity", np.inf) - flow[tail][head] > TOLERANCE:
            residual.add_edge(tail, head)
        if flow[tail][head] > TOLERANCE:
            residual.add_edge(head, tail)
    reaching = nx.ancestors(residual, SINK)
    short = {soc for soc in openings.index if ("o", soc) in reaching}

    touching = pairs[pairs["soc"].isin(short)]
    together = nx.Graph()
    together.add_nodes_from(("o", soc) for soc in short)
    for program, soc in zip(touching["program"], touching["soc"], strict=True):
        if staying[program] > 0:
            together.add_edge(("p", program), ("o", soc))
    groups = set()
    for part in nx.connected_components(together):
        socs = frozenset(name for side, name in part if side == "o")
        groups.add((socs, frozenset(touching.loc[touching["soc"].isin(socs), "program"])))
    return float(openings.sum() - filled), frozenset(groups)
