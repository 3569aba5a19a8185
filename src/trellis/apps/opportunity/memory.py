"""Keeps the last documents and sets of neighborhoods that were read: reading takes longer than showing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.opportunity.places.table import PlaceTable, unpacked

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.opportunity.models import PlaceSet

KEPT_IN_MEMORY: Final = 16

# What is kept under a fingerprint never changes.
_documents: OrderedDict[str, dict[str, Any]] = OrderedDict()
_tables: OrderedDict[str, PlaceTable] = OrderedDict()


def document_of(evidence: Evidence) -> dict[str, Any]:
    """Return what evidence holds; the last few stay in memory."""
    return _kept(_documents, evidence.content_hash, lambda: evidence.result)


def table_of(place_set: PlaceSet) -> PlaceTable:
    """Return the neighborhoods of a set as columns; the last few stay in memory."""
    return _kept(_tables, place_set.sha256, lambda: unpacked(bytes(place_set.table), list(place_set.groups)))


def _kept(memory: OrderedDict[str, Any], key: str, make: Callable[[], Any]) -> Any:
    found = memory.get(key)
    if found is None:
        found = memory[key] = make()
        while len(memory) > KEPT_IN_MEMORY:
            memory.popitem(last=False)
    return found
