"""The sites of an answer as points of a map."""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import exact
from trellis.apps.core.ui.map import MapSite
from trellis.apps.programs.finder.index import NOWHERE, Index
from trellis.apps.programs.finder.question import Question
from trellis.apps.programs.finder.search import Found, distances

MOST = 2000
"""More points than this are a stain; the nearest are shown."""


def points(
    index: Index, question: Question, found: Found, *, position: tuple[float, float] | None, address: str
) -> tuple[MapSite, ...]:
    """A point per site where something fits or may fit, with a link to it at `address`, the finder."""
    sessions = np.flatnonzero(found.sessions_that_match & (index.site != NOWHERE))
    pairs = np.unique(np.stack([index.site[sessions], index.program[sessions]]), axis=1)
    sites, counts = np.unique(pairs[0], return_counts=True)
    located = ~np.isnan(index.latitude[sites])
    sites, counts = sites[located], counts[located]
    miles = distances(index, position)[sites] if position else np.zeros(len(sites))
    order = np.argsort(miles, kind="stable")[:MOST]
    keys = list(index.site_key)
    return tuple(
        MapSite(
            id=keys[site],
            name=index.site_name[site],
            latitude=float(index.latitude[site]),
            longitude=float(index.longitude[site]),
            label=_label(int(counts[row]), float(miles[row]) if position else None),
            href=f"{address}?{question.but(site=keys[site]).query()}",
        )
        for row in order
        for site in [int(sites[row])]
    )


def _label(programs: int, miles: float | None) -> str:
    said = ngettext("%(count)s program", "%(count)s programs", programs) % {"count": exact(programs)}
    if miles is None:
        return said
    away = _("%(miles)s miles away") % {"miles": exact(miles, 1 if miles < 10 else 0)}
    return f"{said}, {away}"
