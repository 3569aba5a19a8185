"""Reads of a pipeline: the newest of a region, and what is looked up in it."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.core.evidence import queries as evidences
from trellis.apps.core.jobs import queries as jobs
from trellis.apps.core.jobs.models import Job, JobState
from trellis.apps.landscape.models import PipelineSettings
from trellis.apps.landscape.pipeline.asked import KIND
from trellis.apps.landscape.pipeline.reading import Pipeline, Reading
from trellis.apps.landscape.pipeline.words import name

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance, Region
    from trellis.apps.core.evidence.models import Evidence

COMPUTE_KIND: Final = "landscape.pipeline"
KEPT_IN_MEMORY: Final = 8
LATELY: Final = 20


# Reading a large document takes longer than showing it; what never changes can stay in memory.
_pipelines: OrderedDict[str, Pipeline] = OrderedDict()


def read(alliance: Alliance, region: Region, *, is_public: bool = False) -> Reading | None:
    """Return the newest pipeline of a region; None where none was computed."""
    found = newest(alliance, region)
    if found is None:
        return None
    found.alliance = alliance  # known already: saves a query for its address
    return Reading(region, settings_of(alliance, region), found, _pipeline_of(found), is_public)


def newest(alliance: Alliance, region: Region) -> Evidence | None:
    """Return the newest pipeline's evidence without what it holds."""
    return evidences.recent(alliance, kind=KIND).filter(subject=region.evidence_subject).first()


def settings_of(alliance: Alliance, region: Region) -> PipelineSettings:
    """Return a region's settings; the usual ones, unsaved, where nobody has set any."""
    found = PipelineSettings.objects.for_alliance(alliance).filter(region=region).first()
    return found or PipelineSettings(alliance=alliance, region=region)


def under_way(alliance: Alliance, region: Region) -> Job | None:
    """Return the job that computes a region's pipeline; None where none does."""
    waiting = jobs.unfinished(alliance, kind=COMPUTE_KIND)
    return next((job for job in waiting if job.parameters.get("region") == region.pk), None)


def failed(alliance: Alliance, region: Region) -> Job | None:
    """Return the last job for a region if it failed; None where it didn't, or there was none lately."""
    lately = jobs.recent(alliance).filter(kind=COMPUTE_KIND)[:LATELY]
    last = next((job for job in lately if job.parameters.get("region") == region.pk), None)
    return last if last is not None and last.state == JobState.FAILED else None


def _named(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with the names of districts and schools as they are read."""
    districts = [{**row, "name": name(row["name"])} for row in document["districts"]]
    schools = [
        {**row, "name": name(row["name"]), "district_name": name(row["district_name"])}
        for row in document["schools"]
    ]
    return {**document, "districts": districts, "schools": schools}


def _pipeline_of(evidence: Evidence) -> Pipeline:
    found = _pipelines.get(evidence.content_hash)
    if found is None:
        found = _pipelines[evidence.content_hash] = Pipeline(_named(evidence.result))
        while len(_pipelines) > KEPT_IN_MEMORY:
            _pipelines.popitem(last=False)
    return found
