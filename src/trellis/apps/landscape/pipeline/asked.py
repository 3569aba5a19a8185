"""What is asked of a region's schools, and whether an answer that is kept still holds."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.core.store import store
from trellis.apps.landscape.models import PipelineSettings
from trellis.apps.landscape.pipeline.document import SCHEMA_VERSION
from trellis.sources.catalogue import PUBLICATIONS

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Region
    from trellis.apps.core.evidence.models import Evidence

KIND: Final = "pipeline"
METHOD_VERSION: Final = "1.0"
SCHOOL_SOURCES: Final = frozenset(each.key for each in PUBLICATIONS if each.subject == "schools")


def question(region: Region, settings: PipelineSettings) -> dict[str, Any]:
    """Return what is asked: of which districts, what is hidden, what it is held against."""
    asked: dict[str, Any] = {
        "states": list(region.states),
        "extent": settings.extent,
        "threshold": settings.threshold,
        "target": settings.target,
    }
    if settings.extent == PipelineSettings.Extent.COUNTIES:
        asked["counties"] = sorted(region.counties)
    elif settings.extent == PipelineSettings.Extent.CHOSEN:
        asked["districts"] = sorted(settings.districts)
    return asked


def state_of_data() -> str:
    """Return a fingerprint of the tables of schools at hand, and of the document's layout."""
    rows = [SCHEMA_VERSION, METHOD_VERSION]
    rows += sorted(
        f"{table.source}/{table.table}/{table.edition}:{table.checksum}"
        for table in store().tables()
        if table.source in SCHOOL_SOURCES
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def is_current(evidence: Evidence, asked: dict[str, Any]) -> bool:
    """Whether a pipeline would come out the same today; another target is only another yardstick."""
    kept = {name: value for name, value in evidence.parameters.items() if name not in ("target", "vintage")}
    wanted = {name: value for name, value in asked.items() if name != "target"}
    data = evidence.inputs[0].get("data") if evidence.inputs else None
    return kept == wanted and data == state_of_data()
