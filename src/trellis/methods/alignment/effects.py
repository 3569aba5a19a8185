"""What more graduates of a kind would change, for many candidates at once.

Expected supply is linear in graduates, so the fall in Σ max(gap, 0) follows from the shares alone. For the
floor there is one more fact: with κ more graduates who can go to the occupations N, the floor falls by
min(κ, M(N)), where M(N) is what an unlimited number would bring. M(N) is the floor less the floor of the
region without N, and only the short occupations matter to it. So a small flow problem is solved for each N.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trellis.methods.alignment.allocation import shares_of
from trellis.methods.alignment.columns import sum_by
from trellis.methods.alignment.eligibility import find_pairs, place_socs
from trellis.methods.alignment.floor import Network, build_network, maximum_flow, packed_rows, short_classes
from trellis.methods.alignment.model import Alignment, Flags, Floats, Integers, Ranks


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where the region stands: the short part of its network and its positive gaps."""

    alignment: Alignment
    places: Integers  # from `place_socs`
    network: Network  # the short occupations and their programs only
    short: Flags  # (n_occupations,) in a bottleneck group
    positive_gap: Floats  # (n_occupations,) max(gap, 0) of focal occupations, 0 where not known
    floor: float


def baseline_of(alignment: Alignment) -> Baseline:
    """The baseline that effects are measured from; the region's programs have to be known."""
    assert alignment.programs is not None
    occupations, eligible = alignment.occupations, alignment.eligible
    staying_by_program = alignment.retention * np.nan_to_num(alignment.programs.completers, nan=0.0)
    staying = sum_by(eligible.kind, staying_by_program, eligible.n_kinds)
    counted = occupations.focal & ~alignment.unsplit
    whole = build_network(eligible, openings=alignment.openings, counted=counted, staying=staying)
    flow = maximum_flow(whole.reach, whole.graduates, whole.openings)
    short = np.zeros(alignment.openings.size, dtype=np.bool_)
    short[whole.occupations[short_classes(whole, flow)[whole.occupation_class]]] = True
    network = build_network(eligible, openings=alignment.openings, counted=short, staying=staying)
    flow = maximum_flow(network.reach, network.graduates, network.openings)
    return Baseline(
        alignment=alignment,
        places=place_socs(eligible.crosswalk, occupations),
        network=network,
        short=short,
        positive_gap=np.where(occupations.focal, np.nan_to_num(np.maximum(alignment.gap, 0.0), nan=0.0), 0.0),
        floor=float(network.openings.sum() - flow.sum()),
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Where graduates of each candidate (n_candidates,) can go, a row a pair whose openings are known."""

    candidate: Integers  # (n_pairs,) sorted
    occupation: Integers
    share: Floats  # of the candidate's graduates
    floor_room: Floats  # (n_candidates,) the most the floor could fall, M(N)
    gap_room: Floats  # (n_candidates,) sum of the positive gaps of its focal occupations


def reach_of(baseline: Baseline, fields: Integers, ranks: Ranks) -> Reach:
    """Where graduates of each (field, rank) can go and how much they could answer there."""
    alignment = baseline.alignment
    n = fields.size
    candidate, occupation = find_pairs(
        alignment.eligible.crosswalk,
        baseline.places,
        alignment.occupations.entry_rank,
        fields=fields,
        ranks=ranks,
    )
    share, _ = shares_of(alignment.openings, candidate, occupation, n, alignment.split)
    known = ~np.isnan(share)
    candidate, occupation, share = candidate[known], occupation[known], share[known]
    return Reach(
        candidate=candidate,
        occupation=occupation,
        share=share,
        floor_room=_floor_room(baseline, candidate, occupation, n),
        gap_room=sum_by(candidate, baseline.positive_gap[occupation], n),
    )


def answered(baseline: Baseline, reach: Reach, added: Floats) -> Floats:
    """Openings (n_pairs,) answered by `added` staying graduates (n_candidates,): the fall in max(gap, 0)."""
    return np.minimum(baseline.positive_gap[reach.occupation], added[reach.candidate] * reach.share)


def _floor_room(baseline: Baseline, candidate: Integers, occupation: Integers, n: int) -> Floats:
    """M(N) of each candidate (n,); candidates with the same short occupations share one answer."""
    network = baseline.network
    column = np.full(baseline.short.size, -1, np.int64)
    column[network.occupations] = np.arange(network.occupations.size)
    hits = baseline.short[occupation]
    fed = np.zeros((n, network.occupations.size), dtype=np.bool_)
    fed[candidate[hits], column[occupation[hits]]] = True
    room = np.zeros(n)
    answers: dict[bytes, float] = {}
    for row, key in enumerate(packed_rows(fed)):
        if any(key):
            if key not in answers:
                answers[key] = _floor_without(baseline, fed[row])
            room[row] = baseline.floor - answers[key]
    return np.maximum(room, 0.0)


def _floor_without(baseline: Baseline, fed: Flags) -> float:
    """The floor of the short occupations but those `fed` (n_used,)."""
    network = baseline.network
    left = baseline.alignment.openings[network.occupations] * ~fed
    openings = sum_by(network.occupation_class, left, network.openings.size)
    flow = maximum_flow(network.reach, network.graduates, openings)
    return float(openings.sum() - flow.sum())
