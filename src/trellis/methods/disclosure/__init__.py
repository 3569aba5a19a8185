"""Small cells: what must be hidden so that nobody can be picked out (docs/methods/disclosure.md)."""

from trellis.methods.disclosure.attack import Bounds, attack
from trellis.methods.disclosure.model import Cells, InconsistentTable, Relation, Status, Suppression
from trellis.methods.disclosure.suppress import METHOD_VERSION, suppress

__all__ = [
    "METHOD_VERSION",
    "Bounds",
    "Cells",
    "InconsistentTable",
    "Relation",
    "Status",
    "Suppression",
    "attack",
    "suppress",
]
