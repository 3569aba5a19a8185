"""The network of partners: cohesion, brokerage, fragility, gaps, introductions (docs/methods/ties.md).

Importing this compiles nothing: the compiled loops are imported by the first measure that needs them.
"""

from trellis.methods.ties.brokerage import ROLES, Brokerage, brokerage
from trellis.methods.ties.cohesion import Cohesion, Components, cohesion
from trellis.methods.ties.errors import InvalidInput, TiesError, UnknownId
from trellis.methods.ties.external_internal import ExternalInternal, external_internal
from trellis.methods.ties.model import METHOD_VERSION, Dropped, Network
from trellis.methods.ties.positions import Positions, positions

__all__ = [
    "METHOD_VERSION",
    "ROLES",
    "Brokerage",
    "Cohesion",
    "Components",
    "Dropped",
    "ExternalInternal",
    "InvalidInput",
    "Network",
    "Positions",
    "TiesError",
    "UnknownId",
    "brokerage",
    "cohesion",
    "external_internal",
    "positions",
]
