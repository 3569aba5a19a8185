"""Small plausible landscape documents for tests: the shape of real ones, the figures made from a seed."""

from __future__ import annotations

from typing import Any

import numpy as np

# fmt: off
OCCUPATIONS = [  # soc, title, employment, entry education, entry rank, median wage
    ("15-1252", "Software Developers", 2410, "Bachelor's degree", 3, 112_480),
    ("15-1232", "Computer User Support Specialists", 1980, "Some college, no degree", 1, 54_310),
    ("17-2141", "Mechanical Engineers", 1420, "Bachelor's degree", 3, 99_870),
    ("17-2112", "Industrial Engineers", 1310, "Bachelor's degree", 3, 96_450),
    ("17-2051", "Civil Engineers", 880, "Bachelor's degree", 3, 94_030),
    ("17-3023", "Electrical and Electronic Engineering Technologists and Technicians", 640,
     "Associate's degree", 2, 68_120),
    ("17-3026", "Industrial Engineering Technologists and Technicians", 520, "Associate's degree", 2, 61_900),
    ("17-2071", "Electrical Engineers", 610, "Bachelor's degree", 3, 101_220),
    ("15-1244", "Network and Computer Systems Administrators", 870, "Bachelor's degree", 3, 88_410),
    ("15-1211", "Computer Systems Analysts", 930, "Bachelor's degree", 3, 96_040),
    ("15-1212", "Information Security Analysts", 410, "Bachelor's degree", 3, 108_330),
    ("17-2111", "Health and Safety Engineers, Except Mining Safety Engineers and Inspectors", 190,
     "Bachelor's degree", 3, 97_700),
    ("19-4031", "Chemical Technicians", 260, "Associate's degree", 2, 52_640),
    ("17-3011", "Architectural and Civil Drafters", 330, "Associate's degree", 2, 58_270),
    ("19-2042", "Geoscientists, Except Hydrologists and Geographers", 310, "Bachelor's degree", 3, 118_900),
    ("17-2171", "Petroleum Engineers", 480, "Bachelor's degree", 3, 145_320),
    ("15-2051", "Data Scientists", 290, "Bachelor's degree", 3, 97_010),
    ("19-1042", "Medical Scientists, Except Epidemiologists", 120, "Doctoral degree", 5, 84_200),
]

UNIVERSITY = ("900001", "Verdigris University")
COLLEGE = ("900002", "Green Country Community College")
STATE = ("900003", "Osage Plains State University")

PROGRAMS = [  # institution, cip, title, rank, completers, where it leads, the share who go elsewhere
    (UNIVERSITY, "11.07", "Computer Science", 3, 96.0, ("15-1252", "15-1211", "15-1212", "15-2051"), 0.0),
    (COLLEGE, "11.01", "Computer and Information Sciences, General", 2, 118.0, ("15-1232",), 0.2),
    (COLLEGE, "11.09", "Computer Systems Networking", 1, 64.0, ("15-1232",), 0.1),
    (UNIVERSITY, "14.19", "Mechanical Engineering", 3, 88.0, ("17-2141",), 0.1),
    (UNIVERSITY, "14.25", "Petroleum Engineering", 3, 61.0, ("17-2171",), 0.0),
    (UNIVERSITY, "40.06", "Geological and Earth Sciences", 3, 22.0, ("19-2042", "17-2171"), 0.2),
    (STATE, "15.03", "Electrical Engineering Technologies", 2, 19.0, ("17-3023", "17-3026"), 0.1),
    (STATE, "11.10", "Information Technology Administration", 3, 41.0, ("15-1244", "15-1212"), 0.0),
    (COLLEGE, "15.13", "Drafting and Design Technologies", 2, 14.0, ("17-3011",), 0.3),
    (UNIVERSITY, "14.10", "Electrical Engineering", 3, 47.0, ("17-2071", "17-2112"), 0.0),
]
# fmt: on

CREDENTIALS = {1: "Certificate", 2: "Associate", 3: "Bachelor's", 4: "Master's", 5: "Doctoral"}
RATE = 0.075


def landscape(*, seed: int = 7, supply_known: bool = True) -> dict[str, Any]:
    """Return a document of a made-up region, with supply or with graduates not known yet."""
    rng = np.random.default_rng(seed)
    occupations = [_occupation(rng, *row) for row in OCCUPATIONS]
    by_soc = {row["soc"]: row for row in occupations}
    programs = [_program(by_soc, *row) for row in PROGRAMS] if supply_known else []
    for row in occupations:
        _supply(row, programs, supply_known)
    occupations.sort(key=lambda row: -(row["gap"] if supply_known else row["openings"]))
    bottlenecks = _bottlenecks(by_soc, programs) if supply_known else []
    openings = sum(row["openings"] for row in occupations)
    expected = sum(row["supply_expected"] for row in occupations) if supply_known else None
    return {
        "schema_version": "1.0",
        "method": {"name": "alignment", "version": "1.0"},
        "computed_at": "2026-11-20T15:04:05+00:00",
        "region": {
            "key": "oews:0099001",
            "name": "Green Country",
            "kind": "metropolitan",
            "areas": [{"code": "0099001", "title": "Green Country, OK"}],
            "states": ["OK"],
            "counties": [
                {"fips": "40143", "name": "Tulsa County"},
                {"fips": "40113", "name": "Osage County"},
            ],
            "institutions": {
                "known": supply_known,
                "how": "stated for this area",
                "how_to_mend": "" if supply_known else "Tick the colleges of this region in its settings.",
                "count": 3 if supply_known else 0,
                "list": [],
                "added": [],
                "left_out": [],
            },
        },
        "field": "stem",
        "field_label": "STEM",
        "definition": "openings",
        "split": "proportional",
        "retention": 1.0,
        "vintage": "2025-05",
        "sources": _sources(),
        "employment": sum(row["employment"] for row in occupations),
        "employment_total": 462_310.0,
        "unpublished_employment_share": 0.031,
        "unpublished_occupations": ["15-2011"],
        "openings": openings,
        "openings_low": openings * 0.97,
        "openings_high": openings * 1.03,
        "completers": sum(row["completers"] for row in programs) if supply_known else None,
        "supply_expected": expected,
        "unfilled_floor": sum(group["short"] for group in bottlenecks) if supply_known else None,
        "gap": openings - expected if expected is not None else None,
        "gap_low": openings * 0.97 - expected if expected is not None else None,
        "gap_high": openings * 1.03 - expected if expected is not None else None,
        "occupations": occupations,
        "programs": programs,
        "bottlenecks": bottlenecks,
        "recommendations": _recommendations(bottlenecks, by_soc) if supply_known else [],
        "notes": [
            {"code": "main_campus", "message": "Graduates are reported at an institution's main campus."},
            {"code": "vintages", "message": "Employment is of May 2025; graduates are of 2023 and 2024."},
        ],
    }


def bare(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document of a region with nothing short and nothing to recommend."""
    return {**document, "bottlenecks": [], "recommendations": [], "notes": [], "unfilled_floor": 0.0}


def crowded(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with far more of everything than a page holds."""
    long_note = "What could not be matched between the two classifications was left out of the totals. " * 3
    return {
        **document,
        "region": {
            **document["region"],
            "name": "North Central Plains and Lower Verdigris River Valley " * 2,
        },
        "bottlenecks": document["bottlenecks"] * 12,
        "recommendations": [
            {**row, "key": f"{row['key']}-{n}", "why": row["why"] * 3}
            for n in range(12)
            for row in document["recommendations"]
        ],
        "notes": [{"code": f"n{n}", "message": long_note} for n in range(25)],
        "sources": document["sources"] * 8,
    }


def _occupation(
    rng: np.random.Generator, soc: str, title: str, employment: int, entry: str, rank: int, wage: int
) -> dict[str, Any]:
    rse = float(np.round(rng.uniform(3, 34), 1))
    rate = float(np.round(RATE * rng.uniform(0.7, 1.4), 4))
    openings = employment * rate
    spread = 1.645 * openings * rse / 100
    return {
        "soc": soc,
        "title": title,
        "employment": float(employment),
        "rse": rse,
        "openings": openings,
        "openings_low": max(openings - spread, 0.0),
        "openings_high": openings + spread,
        "median_wage": float(wage),
        "wage_capped": False,
        "entry_education": entry,
        "entry_rank": rank,
        "rate": rate,
        "rate_source": "bls_projections",
        "imprecise": rse > 30,
        "linked": True,
        "feeders": [],
    }


def _program(
    by_soc: dict[str, dict[str, Any]],
    school: tuple[str, str],
    cip: str,
    title: str,
    rank: int,
    completers: float,
    socs: tuple[str, ...],
    elsewhere: float,
) -> dict[str, Any]:
    unitid, institution = school
    inside = completers * (1 - elsewhere)
    total = sum(by_soc[soc]["openings"] for soc in socs)
    goes_to = [
        {
            "soc": soc,
            "title": by_soc[soc]["title"],
            "expected": inside * by_soc[soc]["openings"] / total,
            "focal": True,
        }
        for soc in socs
    ]
    if elsewhere:
        goes_to.append(
            {"soc": "11-9041", "title": "Managers", "expected": completers - inside, "focal": False}
        )
    return {
        "id": f"{unitid}-{cip}-{rank}",
        "unitid": unitid,
        "institution": institution,
        "cip": cip,
        "title": title,
        "credential": CREDENTIALS[rank],
        "rank": rank,
        "completers": completers,
        "expected_in_field": inside,
        "expected_elsewhere": completers - inside,
        "goes_to": goes_to,
    }


def _supply(row: dict[str, Any], programs: list[dict[str, Any]], known: bool) -> None:
    names = ("supply_expected", "supply_low", "supply_high", "gap", "gap_low", "gap_high")
    if not known:
        row.update(dict.fromkeys(names))
        return
    feeding = [(p, g["expected"]) for p in programs for g in p["goes_to"] if g["soc"] == row["soc"]]
    expected = sum(part for _, part in feeding)
    low = sum(p["completers"] for p, _ in feeding if len(p["goes_to"]) == 1)
    high = sum(p["completers"] for p, _ in feeding)
    values = (
        expected,
        low,
        high,
        row["openings"] - expected,
        row["openings_low"] - high,
        row["openings_high"] - low,
    )
    row.update(zip(names, map(float, values), strict=True))
    row["feeders"] = [{"program": p["id"], "expected": part, "share": part / expected} for p, part in feeding]


def _bottlenecks(by_soc: dict[str, dict[str, Any]], programs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    groups = [("17-3023", "17-3026"), ("17-2112", "17-2071"), ("17-2051",), ("17-3011",)]
    found = []
    for group in groups:
        feeding = [p for p in programs if any(g["soc"] in group for g in p["goes_to"])]
        openings = sum(by_soc[soc]["openings"] for soc in group)
        completers = sum(p["completers"] for p in feeding)
        found.append(
            {
                "occupations": list(group),
                "programs": [p["id"] for p in feeding],
                "openings": openings,
                "completers": completers,
                "short": max(openings - completers, 0.0),
            }
        )
    return sorted(found, key=lambda group: -group["short"])


def _recommendations(
    bottlenecks: list[dict[str, Any]], by_soc: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    rows = []
    for rank, group in enumerate(bottlenecks):
        title = by_soc[group["occupations"][0]]["title"]
        added = round(group["short"] / 2)
        rows.append(
            {
                "key": f"expand-{rank}",
                "kind": ("expand", "partner", "extend", "watch")[rank % 4],
                "headline": f"Graduate {added} more a year for {title.lower()}",
                "why": [
                    f"About {group['openings']:.0f} openings a year, {group['completers']:.0f} graduates.",
                    f"The median job pays ${by_soc[group['occupations'][0]]['median_wage']:,.0f}.",
                ],
                "occupations": group["occupations"],
                "program": next(iter(group["programs"]), None),
                "institution": "Osage Plains State University",
                "cip": "15.03",
                "added_completers": added,
                "floor_fall": float(added),
                "gap_fall": added * 0.8,
                "median_wage": by_soc[group["occupations"][0]]["median_wage"],
                "confidence": ("high", "medium", "low")[rank % 3],
                "score": 1000.0 - rank,
                "rests_on": ["oews", "projections", "completions"],
            }
        )
    return rows


def _sources() -> list[dict[str, Any]]:
    shared = {"url": "https://example.org/data", "origin": "snapshot", "retrieved": "2026-10-02"}
    return [
        {
            "key": "oews",
            "publisher": "U.S. Bureau of Labor Statistics",
            "vintage": "May 2025",
            "rows": 312_004,
            "title": "Occupational Employment and Wage Statistics",
            "licence": "Public domain",
            **shared,
        },
        {
            "key": "projections",
            "publisher": "U.S. Bureau of Labor Statistics",
            "vintage": "2024–34",
            "rows": 118,
            "title": "Employment Projections: openings and entry education",
            "licence": "Public domain",
            **shared,
        },
        {
            "key": "scorecard",
            "publisher": "U.S. Department of Education",
            "vintage": "June 2026",
            "title": "College Scorecard, field of study",
            "licence": "CC BY 4.0",
            "rows": 206_113,
            **shared,
        },
        {
            "key": "crosswalk",
            "publisher": "NCES and BLS",
            "vintage": "2020",
            "rows": 604,
            "title": "CIP to SOC crosswalk",
            "licence": "Public domain",
            **shared,
        },
    ]
