"""Which groups' results may be shown, so that nobody's answer can be told (docs/methods/readiness.md)."""

from __future__ import annotations

from collections.abc import Mapping


def shown_groups(sizes: Mapping[str, int], fewest: int) -> frozenset[str]:
    """The groups whose result may stand beside that of all together.

    `sizes` are how many answered in each group. A group below `fewest` is hidden. What is hidden is all
    minus what is shown: it must hold at least `fewest` people and two groups, or be nothing; else the
    smallest shown group is hidden too.
    """
    present = {group: size for group, size in sizes.items() if size}
    shown = {group for group, size in present.items() if size >= fewest}
    hidden = set(present) - shown
    while hidden and shown and (len(hidden) < 2 or sum(present[group] for group in hidden) < fewest):
        smallest = min(shown, key=lambda group: (present[group], group))
        shown.remove(smallest)
        hidden.add(smallest)
    return frozenset(shown)
