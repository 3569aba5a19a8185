"""A region's pipeline as it is kept, with what pages look up in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.landscape.pipeline.asked import is_current, question
from trellis.apps.landscape.pipeline.schools import HIGH_GRADES
from trellis.apps.landscape.pipeline.units import DISTRICT, SCHOOL

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Region
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.landscape.models import PipelineSettings

Row = dict[str, Any]
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
