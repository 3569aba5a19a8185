"""Computes a region's pipeline and keeps it as evidence; pages read what is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from trellis.apps.core.evidence import services
from trellis.apps.core.store import store
from trellis.apps.landscape.models import PipelineSettings
from trellis.apps.landscape.pipeline.asked import KIND, METHOD_VERSION, question, state_of_data
from trellis.apps.landscape.pipeline.compute import compute
from trellis.apps.landscape.pipeline.prose import summary
from trellis.sources.errors import UnknownVintage

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance, Region
    from trellis.apps.core.evidence.models import Evidence
    from trellis.sources.records import TableInfo

METHOD: Final = "pipeline"


class NoStates(ValueError):
    """The region lies in no state, so no schools can be looked up."""


def compute_and_keep(
    *,
    alliance: Alliance,
    region: Region,
    settings: PipelineSettings,
    by: User | None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Evidence:
    """Compute a region's pipeline on the collection at hand, and keep it.

    Raises NoStates, and UnknownVintage where no collection of its states is here.
    """
    if not region.states:
        raise NoStates(_("This region lies in no state: choose areas or counties of a state for it."))
    data = state_of_data()
    found = store().school_pipeline(states=list(region.states))
    document = compute(
        found,
        leaids=districts_of(region, settings),
        threshold=settings.threshold,
        progress=progress,
    )
    return services.keep(
        alliance=alliance,
        kind=KIND,
        subject=region.evidence_subject,
        title=_("K-12 pipeline: %(region)s") % {"region": region.name},
        summary=summary(document, target=settings.target),
        method=METHOD,
        method_version=METHOD_VERSION,
        parameters={**question(region, settings), "vintage": found.vintage},
        inputs=_inputs(found.infos, data),
        result=document,
        by=by,
    )


def districts_of(region: Region, settings: PipelineSettings) -> tuple[str, ...]:
    """Return the LEAIDs of a region's districts; none for all of the state.

    Which counties schools lie in is known from the Common Core of Data alone: without it, all of the state.
    """
    if settings.extent == PipelineSettings.Extent.CHOSEN:
        return tuple(settings.districts)
    if settings.extent == PipelineSettings.Extent.STATE or not region.counties:
        return ()
    try:
        return tuple(sorted(set(store().schools(counties=list(region.counties)).leaid.tolist())))
    except UnknownVintage:
        return ()


def has_collection(region: Region) -> bool:
    """Whether a collection of the schools of a region's states is here."""
    if not region.states:
        return False
    try:
        return len(store().school_pipeline(states=list(region.states))) > 0
    except UnknownVintage:
        return False


def _inputs(infos: tuple[TableInfo, ...], data: str) -> list[dict[str, Any]]:
    """Return the publications read, each once."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for info in infos:
        found.setdefault(
            (info.source, info.edition),
            {
                "key": info.source,
                "publisher": info.publisher,
                "title": info.title,
                "vintage": info.vintage,
                "url": info.url,
                "licence": info.licence,
                "retrieved": info.retrieved,
                "rows": info.rows,
                "origin": info.origin,
                "data": data,
            },
        )
    return list(found.values())
