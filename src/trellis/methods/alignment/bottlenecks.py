"""Bottleneck groups: the sets of occupations whose programs together graduate fewer than they need.

By Hall (1935), in the form with quantities, the openings that stay unfilled in the best case are the largest
shortfall of any set T of occupations, D(T) - ρ S(P(T)). The minimum cut is such a set; its connected parts
add up.
"""

from __future__ import annotations

import numpy as np

from trellis.methods.alignment.eligibility import Eligible
from trellis.methods.alignment.floor import Network, build_network, maximum_flow, short_classes
from trellis.methods.alignment.model import Bottleneck, Flags, Floats, Integers


def find_bottlenecks(
    eligible: Eligible, *, openings: Floats, counted: Flags, staying: Floats, staying_by_program: Floats
) -> tuple[Bottleneck, ...]:
    """The groups, largest shortfall first. An occupation that no program leads to is a group of its own."""
    network = build_network(eligible, openings=openings, counted=counted, staying=staying)
    flow = maximum_flow(network.reach, network.graduates, network.openings)
    short = short_classes(network, flow)
    groups = []
    for occupations in _connected(network, short):
        in_group = np.zeros(openings.size, dtype=np.bool_)
        in_group[occupations] = True
        kinds = np.zeros(eligible.n_kinds, dtype=np.bool_)
        kinds[eligible.pair_kind[in_group[eligible.pair_occupation]]] = True
        programs = np.flatnonzero(kinds[eligible.kind])
        needed = float(openings[occupations].sum())
        graduates = float(staying_by_program[programs].sum())
        if needed - graduates > network.tolerance:
            groups.append(
                Bottleneck(
                    occupations=occupations,
                    programs=programs,
                    openings=needed,
                    completers=graduates,
                    short=needed - graduates,
                )
            )
    return tuple(sorted(groups, key=lambda group: (-group.short, int(group.occupations[0]))))


def _connected(network: Network, short: Flags) -> list[Integers]:
    """Occupations of the short classes, in groups that share graduates."""
    groups: list[Integers] = []
    unseen = short.copy()
    for start in np.flatnonzero(short):
        if not unseen[start]:
            continue
        members = np.zeros(short.size, dtype=np.bool_)
        members[start] = True
        while True:
            feeding = network.reach[:, members].any(axis=1)
            wider = members | (short & network.reach[feeding].any(axis=0))
            if (wider == members).all():
                break
            members = wider
        unseen &= ~members
        occupations = network.occupations[members[network.occupation_class]]
        fed = network.reach[:, members].any()
        groups.extend([occupations] if fed else [np.array([o]) for o in occupations])
    return groups
