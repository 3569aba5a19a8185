"""Bottleneck groups: the sets of occupations whose programs together graduate fewer than they need.

By Hall (1935), in the form with quantities, the openings that stay unfilled in the best case are the largest
shortfall of any set T of occupations, D(T) - ρ S(P(T)). The minimum cut is such a set; its connected parts
add up.
"""

from __future__ import annotations

import numpy as np

from trellis.methods.alignment.columns import count_by, distinct, ranges, sum_by
from trellis.methods.alignment.eligibility import Eligible
from trellis.methods.alignment.floor import Network, build_network, maximum_flow, short_classes
from trellis.methods.alignment.model import Bottleneck, Flags, Floats, Integers


def find_bottlenecks(
    eligible: Eligible, *, openings: Floats, counted: Flags, staying: Floats
) -> tuple[Bottleneck, ...]:
    """The groups, largest shortfall first. An occupation that no program leads to is a group of its own.

    `openings` and `counted`, whether the floor is about it, are (n_occupations,); `staying` is (n_kinds,).
    """
    network = build_network(eligible, openings=openings, counted=counted, staying=staying)
    flow = maximum_flow(network.reach, network.graduates, network.openings)
    group, n_groups = _groups(network, short_classes(network, flow))
    group_of = np.full(openings.size, -1, np.int64)
    group_of[network.occupations] = group
    occupations = network.occupations[group >= 0]
    needed = sum_by(group_of[occupations], openings[occupations], n_groups)

    pair_group = group_of[eligible.pair_occupation]
    group_kind = distinct((pair_group * eligible.n_kinds + eligible.pair_kind)[pair_group >= 0])
    kind_group, kind = np.divmod(group_kind, max(eligible.n_kinds, 1))
    graduates = sum_by(kind_group, staying[kind], n_groups)

    by_group = occupations[np.argsort(group_of[occupations], kind="stable")]
    members = _parts(by_group, count_by(group_of[occupations], n_groups))
    programs = _programs(eligible, kind_group, kind, n_groups)
    found = [
        Bottleneck(
            occupations=members[number],
            programs=programs[number],
            openings=float(needed[number]),
            completers=float(graduates[number]),
            short=float(needed[number] - graduates[number]),
        )
        for number in np.flatnonzero(needed - graduates > network.tolerance).tolist()
    ]
    return tuple(sorted(found, key=lambda group: (-group.short, int(group.occupations[0]))))


def _groups(network: Network, short: Flags) -> tuple[Integers, int]:
    """The group (n_used,) of each occupation, -1 where it isn't short, and how many groups there are.

    Classes that share a program take the lowest number among them, until none changes.
    """
    reach = network.reach & short
    nobody = short.size
    label = np.where(short, np.arange(short.size), nobody)
    while reach.size:
        of_set = np.where(reach, label, nobody).min(axis=1)
        lower = np.minimum(label, np.where(reach, of_set[:, np.newaxis], nobody).min(axis=0))
        if (lower == label).all():
            break
        label = lower
    # The occupations of a class that nobody leads to have nothing in common.
    fed = np.asarray(network.reach.any(axis=0))[network.occupation_class]
    own = short.size + 1 + np.arange(network.occupations.size)
    labels = np.where(fed, label[network.occupation_class], own)
    labels[~short[network.occupation_class]] = -1
    names, group = np.unique(labels, return_inverse=True)
    n_outside = int(names.size > 0 and names[0] == -1)
    return group - n_outside, names.size - n_outside


def _programs(eligible: Eligible, kind_group: Integers, kind: Integers, n_groups: int) -> list[Integers]:
    """The programs of each group, from the pairs of a group and a kind, sorted by group."""
    by_kind = np.argsort(eligible.kind, kind="stable")
    size = count_by(eligible.kind, eligible.n_kinds)
    start = np.cumsum(size) - size
    pair, within = ranges(size[kind])
    program = by_kind[start[kind][pair] + within]
    width = max(eligible.kind.size, 1)
    group, program = np.divmod(np.sort(kind_group[pair] * width + program), width)
    return _parts(program, count_by(group, n_groups))


def _parts(values: Integers, sizes: Integers) -> list[Integers]:
    """Consecutive parts of these sizes."""
    ends = np.cumsum(sizes).tolist()
    return [values[start:end] for start, end in zip([0, *ends], ends, strict=False)]
