"""Reads of a pipeline: the newest of a region, and what is looked up in it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.core.evidence import queries as evidences
from trellis.apps.core.jobs import queries as jobs
from trellis.apps.core.jobs.models import Job, JobState
from trellis.apps.landscape.models import PipelineSettings
from trellis.apps.landscape.pipeline.evidence import KIND, is_current, question
from trellis.apps.landscape.pipeline.layout import DISTRICT, SCHOOL
from trellis.apps.landscape.pipeline.schools import HIGH_GRADES
from trellis.apps.landscape.pipeline.words import name

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance, Region
    from trellis.apps.core.evidence.models import Evidence

Row = dict[str, Any]
COMPUTE_KIND: Final = "landscape.pipeline"
KEPT_IN_MEMORY: Final = 8
LATELY: Final = 20
GRADE_8: Final = ("08",)


@dataclass(frozen=True)
class Pipeline:
    """A pipeline's document with its rows by key."""

    document: dict[str, Any]
    districts: dict[str, Row] = field(init=False)
    schools: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "districts", {row["key"]: row for row in self.document["districts"]})
        object.__setattr__(self, "schools", {row["key"]: row for row in self.document["schools"]})

    @cached_property
    def schools_of(self) -> dict[str, list[Row]]:
        """A district's schools, by its LEAID."""
        found: dict[str, list[Row]] = {leaid: [] for leaid in self.districts}
        for row in self.schools.values():
            found[row["district"]].append(row)
        return found

    @cached_property
    def grades_of(self) -> dict[str, frozenset[str]]:
        """The grades that a district's schools serve, by its LEAID."""
        return {
            leaid: frozenset(grade for row in rows for grade in row["grades"].split())
            for leaid, rows in self.schools_of.items()
        }


@dataclass(frozen=True)
class Reading:
    """A region's pipeline as it is kept, and the settings in force."""

    region: Region
    settings: PipelineSettings
    evidence: Evidence
    pipeline: Pipeline
    is_public: bool = False

    @property
    def document(self) -> dict[str, Any]:
        """All that is shown."""
        return self.pipeline.document

    @property
    def whole(self) -> Row:
        """The region's own row."""
        row: Row = self.document["region"]
        return row

    @property
    def threshold(self) -> int:
        """Numbers of fewer students were hidden."""
        return int(self.document["threshold"])

    @property
    def target(self) -> float:
        """The share of eighth-graders who should take algebra I before high school."""
        return self.settings.target / 100

    @property
    def evidence_url(self) -> str:
        """The address of all the evidence; "" for the public, who can't open it."""
        return "" if self.is_public else self.evidence.get_absolute_url()

    @property
    def is_current(self) -> bool:
        """Whether settings and data are as they were when it was computed."""
        return is_current(self.evidence, question(self.region, self.settings))

    @property
    def courses(self) -> list[str]:
        """The courses that the collection at hand tells of."""
        return list(self.document["courses"])

    def has_grade_8(self, row: Row) -> bool:
        """Whether a unit has eighth-graders at all."""
        return self._serves(row, GRADE_8)

    def is_high(self, row: Row) -> bool:
        """Whether a unit has high-school grades at all."""
        return self._serves(row, HIGH_GRADES)

    def _serves(self, row: Row, grades: tuple[str, ...]) -> bool:
        if row["kind"] == SCHOOL:
            served: Any = row["grades"].split()
        elif row["kind"] == DISTRICT:
            served = self.pipeline.grades_of[row["key"]]
        else:
            return True
        return not set(grades).isdisjoint(served)


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
