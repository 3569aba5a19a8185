"""Makes the landscape of a region and keeps it as evidence; pages read what is kept."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.core.evidence import queries, services
from trellis.apps.core.store import store
from trellis.apps.landscape import prose
from trellis.apps.landscape.assembly import Landscape, assemble
from trellis.apps.landscape.document import SCHEMA_VERSION
from trellis.methods.alignment import METHOD_VERSION

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.landscape.parameters import Parameters
    from trellis.apps.landscape.region_spec import RegionSpec
    from trellis.apps.landscape.regions import Place

KIND: Final = "landscape"
METHOD: Final = "alignment"
KEPT_IN_MEMORY: Final = 16

# Reading a large document takes longer than showing it; what never changes can stay in memory.
_documents: dict[str, dict[str, Any]] = {}


def current(*, alliance: Alliance, place: Place, parameters: Parameters, by: User | None = None) -> Evidence:
    """Return a region's landscape on the data at hand: the one kept, or a new one, which is then kept."""
    question = {"region": place.spec.as_dict(), **parameters.as_dict()}
    kept = queries.latest(alliance, kind=KIND, subject=place.subject, method=METHOD, parameters=question)
    data = state_of_data()
    if kept is not None and _read_from(kept) == data:
        return kept
    document = assembled(place.spec, parameters).document()
    document["computed_at"] = None
    return services.keep(
        alliance=alliance,
        kind=KIND,
        subject=place.subject,
        title=f"{document['region']['name']}: {document['field_label']}",
        summary=prose.plain(prose.headline(document)),
        method=METHOD,
        method_version=METHOD_VERSION,
        parameters=question,
        inputs=[{**source, "data": data} for source in document["sources"]],
        result=document,
        by=by,
    )


def earlier(alliance: Alliance, number: str) -> Evidence | None:
    """Return a landscape kept before, by its number; None where the alliance has no such landscape."""
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    found = queries.by_id(alliance, int(number))
    return found if found is not None and found.kind == KIND else None


def document_of(evidence: Evidence) -> dict[str, Any]:
    """Return the landscape document that a piece of evidence holds, with the time it was computed."""
    kept = _documents.get(evidence.content_hash)
    if kept is None:
        kept = _documents[evidence.content_hash] = evidence.result
        while len(_documents) > KEPT_IN_MEMORY:
            _documents.pop(next(iter(_documents)), None)
    return {**kept, "computed_at": evidence.computed_at.isoformat(timespec="seconds")}


def assembled(spec: RegionSpec, parameters: Parameters) -> Landscape:
    """Return a landscape with all it was computed from, to ask further; the last few stay in memory."""
    return _assembled(spec, parameters, state_of_data())


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _assembled(spec: RegionSpec, parameters: Parameters, _data: str) -> Landscape:
    return assemble(store(), spec, parameters)


def state_of_data() -> str:
    """Return a fingerprint of all tables at hand, and of the document's layout, which changes with either."""
    rows = [SCHEMA_VERSION, METHOD_VERSION]
    rows += sorted(
        f"{table.source}/{table.table}/{table.edition}:{table.checksum}" for table in store().tables()
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def _read_from(evidence: Evidence) -> str | None:
    return evidence.inputs[0].get("data") if evidence.inputs else None
