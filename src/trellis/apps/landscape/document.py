"""A landscape as a document: plain values in a stable order, null for what is not known.

docs/reference/landscape-json.md describes every key; schema/landscape-1.json checks it. A key may be added
with a new second number of `SCHEMA_VERSION`; removing one, or changing its meaning, takes a new first number.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trellis.apps.landscape.notes import notes
from trellis.apps.landscape.steps import step_headline, step_reasons
from trellis.methods.alignment import METHOD_VERSION

if TYPE_CHECKING:
    from trellis.apps.landscape.assembly import Landscape
    from trellis.methods.alignment import Flows

SCHEMA_VERSION: Final = "1.0"


def document(landscape: Landscape, *, computed_at: str | None) -> dict[str, Any]:
    """Return the landscape as JSON-able values."""
    alignment, employment = landscape.alignment, landscape.employment
    totals, occupations = alignment.totals, alignment.occupations
    focal = occupations.focal
    programs = _programs(landscape)
    made = {
        "schema_version": SCHEMA_VERSION,
        "method": {"name": "alignment", "version": METHOD_VERSION},
        "computed_at": computed_at,
        "region": _region(landscape),
        **_asked(landscape),
        "sources": [_source(info) for info in landscape.sources],
        "employment": _known_sum(occupations.employment[focal]),
        "employment_total": _number(employment.total),
        "unpublished_employment_share": _number(employment.unpublished_share),
        "unpublished_occupations": employment.unpublished_occupations,
        "openings": totals.openings,
        "openings_low": totals.openings_low,
        "openings_high": totals.openings_high,
        "completers": totals.completers,
        "supply_expected": totals.supply_expected,
        "unfilled_floor": totals.unfilled_floor,
        "gap": totals.gap,
        "gap_low": totals.gap_low,
        "gap_high": totals.gap_high,
        "occupations": _occupations(landscape),
        "programs": programs,
        "bottlenecks": _bottlenecks(landscape),
        "recommendations": [],
        "notes": notes(landscape),
    }
    made["recommendations"] = _recommendations(landscape, made)
    return made


def _asked(landscape: Landscape) -> dict[str, Any]:
    parameters = landscape.parameters
    return {
        "field": parameters.field,
        "field_label": parameters.field_label,
        "definition": parameters.definition,
        "split": parameters.split,
        "retention": parameters.retention,
        "vintage": landscape.employment.info.vintage,
    }


def _region(landscape: Landscape) -> dict[str, Any]:
    region = landscape.region
    return {
        "key": region.spec.key,
        "name": region.name,
        "kind": region.kind,
        "areas": [{"code": area.code, "title": area.title} for area in region.areas],
        "states": list(region.states),
        "counties": [{"fips": county.fips, "name": county.name} for county in region.counties],
        "institutions": {
            "known": region.known,
            "how": region.how,
            "how_to_mend": region.how_to_mend or None,
            "count": _institution_count(landscape),
            "list": [
                {"unitid": each.unitid, "name": each.name, "state": each.state, "county": each.county_fips}
                for each in region.institutions
            ],
            "added": list(region.spec.added),
            "left_out": list(region.spec.left_out),
        },
    }


def _source(info: Any) -> dict[str, Any]:
    return {
        "key": info.source,
        "publisher": info.publisher,
        "title": info.title,
        "vintage": info.vintage,
        "retrieved": info.retrieved or None,
        "licence": info.licence,
        "url": info.url or None,
        "origin": info.origin,
        "rows": info.rows,
    }


def _occupations(landscape: Landscape) -> list[dict[str, Any]]:
    """The focal occupations, the shortest first; where supply is not known, most openings first."""
    alignment, employment, rates = landscape.alignment, landscape.employment, landscape.rates
    occupations = alignment.occupations
    focal = np.flatnonzero(occupations.focal)
    order = np.where(np.isnan(alignment.gap), alignment.openings, alignment.gap)[focal]
    focal = focal[np.lexsort((occupations.soc[focal], -np.nan_to_num(order, nan=-np.inf)))]
    feeders = _feeders(landscape)
    columns = {
        "soc": occupations.soc[focal].tolist(),
        "title": employment.title[focal].tolist(),
        "employment": _numbers(occupations.employment[focal]),
        "rse": _numbers(np.round(occupations.rse[focal], 4)),
        "openings": _numbers(alignment.openings[focal]),
        "openings_low": _numbers(alignment.openings_low[focal]),
        "openings_high": _numbers(alignment.openings_high[focal]),
        "supply_expected": _numbers(alignment.supply_expected[focal]),
        "supply_low": _numbers(alignment.supply_low[focal]),
        "supply_high": _numbers(alignment.supply_high[focal]),
        "gap": _numbers(alignment.gap[focal]),
        "gap_low": _numbers(alignment.gap_low[focal]),
        "gap_high": _numbers(alignment.gap_high[focal]),
        "median_wage": _numbers(occupations.median_wage[focal]),
        "wage_capped": employment.wage_capped[focal].tolist(),
        "entry_education": _texts(rates.entry_education[focal]),
        "entry_rank": [None if rank < 0 else rank for rank in occupations.entry_rank[focal].tolist()],
        "rate": _numbers(occupations.rate[focal]),
        "rate_source": _texts(rates.source[focal]),
        "imprecise": alignment.imprecise[focal].tolist(),
        "linked": alignment.linked[focal].tolist(),
        "feeders": [feeders.get(place, []) for place in focal.tolist()],
    }
    return _as_rows(columns)


def _feeders(landscape: Landscape) -> dict[int, list[dict[str, Any]]]:
    """By focal occupation: the programs that can lead to it, most expected graduates first."""
    alignment = landscape.alignment
    if not alignment.known:
        return {}
    flows = alignment.flows(focal_only=True)
    ids = _program_ids(landscape)
    order = np.lexsort((flows.program, -np.nan_to_num(flows.expected, nan=-1.0), flows.occupation))
    found: dict[int, list[dict[str, Any]]] = {}
    rows = zip(
        flows.occupation[order].tolist(),
        flows.program[order].tolist(),
        _numbers(flows.expected[order]),
        _numbers(_shares(flows, alignment.supply_expected)[order]),
        strict=True,
    )
    for occupation, program, expected, share in rows:
        row = {"program": ids[program], "expected": expected, "share": share}
        found.setdefault(occupation, []).append(row)
    return found


def _shares(flows: Flows, supply: Any) -> Any:
    total = supply[flows.occupation]
    return np.divide(flows.expected, total, out=np.full(total.shape, np.nan), where=total > 0)


def _programs(landscape: Landscape) -> list[dict[str, Any]]:
    """Programs that can lead to a focal occupation, by college and field of study."""
    alignment, rows = landscape.alignment, landscape.programs
    if alignment.programs is None or rows is None:
        return []
    flows = alignment.flows()
    focal = alignment.occupations.focal[flows.occupation]
    wanted = np.zeros(alignment.programs.id.size, dtype=np.bool_)
    wanted[flows.program[focal]] = True
    goes_to = _goes_to(landscape, flows, focal, wanted[flows.program])
    columns = {
        "id": alignment.programs.id[wanted].tolist(),
        "unitid": _texts(rows.unitid[wanted]),
        "institution": _texts(rows.institution[wanted]),
        "cip": alignment.programs.cip[wanted].tolist(),
        "title": rows.title[wanted].tolist(),
        "credential": rows.credential[wanted].tolist(),
        "rank": alignment.programs.rank[wanted].tolist(),
        "completers": _numbers(alignment.programs.completers[wanted]),
        "expected_in_field": _numbers(alignment.expected_in_field[wanted]),
        "expected_elsewhere": _numbers(np.maximum(alignment.expected_elsewhere[wanted], 0.0)),
        "goes_to": [goes_to[place] for place in np.flatnonzero(wanted).tolist()],
    }
    return _as_rows(columns)


def _goes_to(landscape: Landscape, flows: Flows, focal: Any, kept: Any) -> dict[int, list[dict[str, Any]]]:
    """By program: the occupations it can lead to, the one most graduates are expected in first."""
    order = np.lexsort((flows.occupation, -np.nan_to_num(flows.expected, nan=-1.0), flows.program))
    order = order[kept[order]]
    socs, titles = landscape.alignment.occupations.soc.tolist(), landscape.employment.title.tolist()
    found: dict[int, list[dict[str, Any]]] = {}
    for program, occupation, expected, is_focal in zip(
        flows.program[order].tolist(),
        flows.occupation[order].tolist(),
        _numbers(flows.expected[order]),
        focal[order].tolist(),
        strict=True,
    ):
        row = {"soc": socs[occupation], "title": titles[occupation], "expected": expected, "focal": is_focal}
        found.setdefault(program, []).append(row)
    return found


def _bottlenecks(landscape: Landscape) -> list[dict[str, Any]]:
    socs, ids = landscape.alignment.occupations.soc.tolist(), _program_ids(landscape)
    openings = landscape.alignment.openings
    return [
        {
            "occupations": [
                socs[row] for row in sorted(group.occupations.tolist(), key=lambda row: -openings[row])
            ],
            "programs": [ids[place] for place in group.programs.tolist()],
            "openings": group.openings,
            "completers": group.completers,
            "short": group.short,
        }
        for group in landscape.alignment.bottlenecks
    ]


def _recommendations(landscape: Landscape, made: dict[str, Any]) -> list[dict[str, Any]]:
    """Steps in words; `made` is the rest of the document, whose rows the words speak of."""
    socs = landscape.alignment.occupations.soc.tolist()
    institutions = _institution_names(landscape)
    offered_by: dict[str, str] = {}
    if landscape.programs is not None:
        ids = landscape.programs.columns.id.tolist()
        offered_by = dict(zip(ids, landscape.programs.institution.tolist(), strict=True))
    titles = landscape.store.field_titles()
    rests_on = [row["key"] for row in made["sources"]]
    found = []
    for each in landscape.recommendations:
        cip = each.cip or ""
        step = {
            "key": each.key,
            "kind": each.kind,
            "headline": "",
            "why": [],
            "occupations": [socs[row] for row in each.occupations.tolist()],
            "program": each.program,
            "program_institution": offered_by.get(each.program or "") or None,
            "unitid": each.institution,
            "institution": institutions.get(each.institution or ""),
            "cip": each.cip,
            "cip_title": titles.get(cip) or titles.get(cip[:5]),
            "rank": each.rank,
            "added_completers": each.added_completers,
            "floor_fall": each.floor_fall,
            "gap_fall": each.gap_fall,
            "median_wage": _number(each.median_wage),
            "confidence": each.confidence,
            "score": each.score,
            "reasons": list(each.reasons),
            "numbers": {name: _number(value) for name, value in each.numbers.items()},
            "rests_on": rests_on[:] if each.kind != "watch" else [landscape.employment.info.source],
        }
        step["headline"] = step_headline(step, made)
        step["why"] = step_reasons(step, made)
        found.append(step)
    return found


def _institution_names(landscape: Landscape) -> dict[str, str]:
    wanted = {each.institution for each in landscape.recommendations if each.institution}
    return {each.unitid: each.name for each in landscape.store.institutions(unitids=wanted)}


def _institution_count(landscape: Landscape) -> int | None:
    if not landscape.region.known:
        return None
    if landscape.region.is_nation and landscape.programs is not None:
        return landscape.programs.institution_count
    return len(landscape.region.institutions)


def _program_ids(landscape: Landscape) -> list[str]:
    programs = landscape.alignment.programs
    return [] if programs is None else programs.id.tolist()


def _as_rows(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    names = tuple(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _texts(column: Any) -> list[str | None]:
    """Return a column's texts, None where there is none."""
    return [text or None for text in column.tolist()]


def _numbers(column: Any) -> list[float | None]:
    """Return a column's values, None where they are not known."""
    return [None if value != value else value for value in column.tolist()]


def _number(value: float) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _known_sum(column: Any) -> float | None:
    return None if np.isnan(column).all() else float(np.nansum(column))
