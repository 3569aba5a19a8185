"""What the network of a wave comes to, as evidence keeps it: columns of numbers, without names.

Ties have no direction here: everything that pages and files show is made of this, so that none can tell who
named whom. For the same reason roles are counted as if every tie had been named by both sides, and of mixing
only how many pairs are tied is kept. What is not known is None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from trellis.apps.partners.sectors import Sector
from trellis.apps.ties.queries import ACTIVITIES, WaveNetwork, WaveRatings
from trellis.apps.ties.record import RecordTie
from trellis.methods import ties

SCHEMA_VERSION: Final = 1
PERMUTATIONS: Final = 5000
SEED: Final = 20260501
DIGITS: Final = 6
FINEST: Final = 10_000  # the layout is kept in whole numbers from −10,000 to 10,000
ROLES: Final = ("coordinator", "itinerant", "gateway", "liaison")
"""A gateway joins its own sector with another: gatekeeper and representative, once direction is gone."""

Document = dict[str, Any]
Progress = Callable[[int, int], None]
STEPS: Final = 5


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a document is made of. `keys` (n,) tell members across waves; `previous` are positions by key."""

    found: WaveNetwork
    keys: Sequence[str]
    ratings: WaveRatings
    min_raters: int
    backbone: frozenset[int]  # partners
    record: Sequence[RecordTie]
    earlier: ties.Network | None  # of the wave before, by the same ids
    previous: Mapping[str, tuple[float, float]] | None


def document(inputs: Inputs, progress: Progress = lambda done, of: None) -> Document:
    """Compute everything that is shown of a network."""
    found = inputs.found
    network = ties.Network.of(found.ids, found.sectors, found.pairs)
    progress(0, STEPS)
    made: Document = {
        "schema": SCHEMA_VERSION,
        "members": {
            "key": list(inputs.keys),
            "entry": [member.entries[0] for member in found.members],
            "sector": found.sectors,
        },
        "ties": _ties(network, found),
        "record": _record(found, inputs.record),
        "layout": _layout(network, inputs),
    }
    progress(1, STEPS)
    made |= _whole(network, found)
    progress(2, STEPS)
    made |= {"organizations": _organizations(network), **_bridging(network)}
    progress(3, STEPS)
    made |= {**_fragility(network, inputs), **_gaps(network), "scores": _scores(inputs)}
    progress(4, STEPS)
    made["changes"] = None if inputs.earlier is None else _changes(inputs.earlier, network)
    return made


def number(value: float | None) -> float | None:
    """A number as evidence keeps it: rounded, None where it isn't one."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), DIGITS)


def _column(values: Any) -> list[Any]:
    array = np.asarray(values)
    return [number(value) for value in array.tolist()] if array.dtype.kind == "f" else array.tolist()


def _ties(network: ties.Network, found: WaveNetwork) -> Document:
    """The tied pairs, the smaller row first: the most that either side said."""
    row = {name: number for number, name in enumerate(found.ids)}
    rank = {code: number for number, code in enumerate(("", *ACTIVITIES))}
    said: dict[tuple[int, int], tuple[int, int, set[str]]] = {}
    for tie in found.ties:
        a, b = sorted((row[tie.source], row[tie.target]))
        strength, activity, fields = said.get((a, b), (0, 0, set()))
        said[a, b] = (
            max(strength, tie.strength),
            max(activity, rank.get(tie.activity, 0)),
            fields | set(tie.fields),
        )
    pairs = sorted(said)
    return {
        "a": [a for a, _ in pairs],
        "b": [b for _, b in pairs],
        "strength": [said[pair][0] for pair in pairs],
        "activity": [said[pair][1] for pair in pairs],
        "fields": [sorted(said[pair][2]) for pair in pairs],
    }


def _record(found: WaveNetwork, record: Sequence[RecordTie]) -> Document:
    row = {member.partner: number for number, member in enumerate(found.members) if member.partner}
    kept = [
        (*sorted((row[tie.a], row[tie.b])), tie.sites, tie.people)
        for tie in record
        if tie.a in row and tie.b in row
    ]
    columns = ("a", "b", "sites", "people")
    return {name: [each[place] for each in sorted(kept)] for place, name in enumerate(columns)}


def _layout(network: ties.Network, inputs: Inputs) -> Document:
    key_of = dict(zip(inputs.found.ids, inputs.keys, strict=True))
    before = None
    if inputs.previous:
        before = {name: inputs.previous[key] for name, key in key_of.items() if key in inputs.previous}
    points = ties.layout(network, seed=SEED, previous=before or None)
    whole = np.rint(points * FINEST).astype(int)
    return {"x": whole[:, 0].tolist(), "y": whole[:, 1].tolist()}


def _whole(network: ties.Network, found: WaveNetwork) -> Document:
    whole = ties.cohesion(network, invited=found.invited, answered=found.answered)
    inside = ties.external_internal(network, permutations=PERMUTATIONS, seed=SEED)
    return {
        "whole": {
            "n": whole.n,
            "ties": whole.ties,
            "pairs": whole.tied_pairs,
            "invited": whole.invited,
            "answered": whole.answered,
            "response_rate": number(whole.response_rate),
            "density": number(whole.density),
            "pair_density": number(whole.pair_density),
            "reciprocity": number(whole.reciprocity),
            "degree_centralization": number(whole.degree_centralization),
            "betweenness_centralization": number(whole.betweenness_centralization),
            "components": whole.components.count,
            "largest_share": number(whole.components.largest_share),
            "isolates": whole.components.isolates,
            "average_path": number(whole.average_path),
            "diameter": number(whole.diameter),
            "k_core_max": whole.k_core_max,
        },
        "inside": {
            "external": inside.external,
            "internal": inside.internal,
            "index": number(inside.index),
            "expected": number(inside.expected),
            "p": number(inside.p),
            "low": number(float(inside.permuted[0])),
            "high": number(float(inside.permuted[-1])),
            "permutations": inside.permutations,
            "seed": inside.seed,
            "by_sector": _column(inside.by_sector),
            "expected_by_sector": _column(inside.expected_by_sector),
            "p_by_sector": _column(inside.p_by_sector),
            "by_organization": _column(inside.by_organization),
        },
    }


def _organizations(network: ties.Network) -> Document:
    places = ties.positions(network)
    counts = ties.brokerage(network.undirected()).counts
    roles = [counts[:, 0] // 2, counts[:, 1] // 2, counts[:, 2], counts[:, 4] // 2]
    return {
        "degree": _column(places.degree),
        "betweenness": _column(places.betweenness),
        "closeness": _column(places.closeness),
        "constraint": _column(places.constraint),
        "effective_size": _column(places.effective_size),
        "k_core": _column(places.k_core),
        "roles": {role: _column(count) for role, count in zip(ROLES, roles, strict=True)},
    }


def _bridging(network: ties.Network) -> Document:
    found = ties.bridging_and_bonding(network)
    return {
        "bridging": {
            "internal": _column(found.internal),
            "external": _column(found.external),
            "bonding": _column(found.bonding),
            "disagree": _column(found.disagree),
            "internal_mean": number(found.internal_mean),
            "external_mean": number(found.external_mean),
            "bonding_mean": number(found.bonding_mean),
            "closed_inside_sector": number(found.closed_inside_sector),
            "agreement": number(found.agreement),
        }
    }


def _fragility(network: ties.Network, inputs: Inputs) -> Document:
    backbone = [member.id for member in inputs.found.members if member.partner in inputs.backbone]
    found = ties.fragility(network, depend_on=backbone)
    row = {name: place for place, name in enumerate(inputs.found.ids)}
    on = found.dependence
    return {
        "fragility": {
            "articulation": _column(found.articulation),
            "lost_pairs": _column(found.lost_pairs),
            "components_before": found.components_before,
            "components_after": _column(found.components_after),
            "backbone": [row[name] for name in backbone],
            "dependence": None
            if on is None
            else {
                "ties_share": number(on.ties_share),
                "pairs": on.pairs,
                "lost_pairs": on.lost_pairs,
                "lost_share": number(on.lost_share),
                "components_before": on.components_before,
                "components_after": on.components_after,
                "stranded": [row[name] for name in on.stranded],
            },
        }
    }


def _gaps(network: ties.Network) -> Document:
    is_ours = any(sector in Sector.values for sector in network.sectors)
    found = ties.sector_gaps(network, all_sectors=Sector.values if is_ours else ())
    return {
        "sectors": list(found.sectors),
        "missing": list(found.missing),
        "mixing": {
            "observed": found.observed.tolist(),
            "expected": [_column(row) for row in found.expected],
            "residual": [_column(row) for row in found.residual],
        },
        "pairs": [
            {
                "sectors": list(pair.sectors),
                "possible": pair.possible,
                "observed": pair.observed,
                "expected": number(pair.expected),
                "residual": number(pair.residual),
                "gap": pair.gap,
            }
            for pair in found.pairs
            if pair.possible
        ],
    }


def _scores(inputs: Inputs) -> Document:
    """Means of what others gave, where `min_raters` gave it; a total is shown once all its parts are."""
    ratings = inputs.ratings
    found = ties.scores(
        ids=inputs.found.ids,
        rater=ratings.rater,
        rated=ratings.rated,
        item=ratings.item,
        value=ratings.value,
    )
    parts = {
        name: np.where(found.raters_by_item[name] >= inputs.min_raters, values, np.nan)
        for name, values in found.parts.items()
    }
    trust, value = (np.mean([parts[name] for name in group], axis=0) for group in (ties.TRUST, ties.VALUE))
    return {
        "trust": _column(trust),
        "value": _column(value),
        "parts": {name: _column(values) for name, values in parts.items()},
        "trust_mean": _mean(trust),
        "value_mean": _mean(value),
    }


def _mean(values: Any) -> float | None:
    known = values[~np.isnan(values)]
    return number(float(known.mean())) if known.size else None


def _changes(earlier: ties.Network, network: ties.Network) -> Document:
    found = ties.between_waves(earlier, network)
    return {
        "kept": len(found.kept),
        "new": len(found.new),
        "gone": len(found.gone),
        "joined": len(found.joined),
        "left": len(found.left),
        "turnover": number(found.turnover),
        "earlier": {name: number(each.earlier) for name, each in found.measures.items()},
        "change": {name: number(each.change) for name, each in found.measures.items()},
    }
