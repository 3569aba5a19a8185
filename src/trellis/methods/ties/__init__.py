"""The network of partners: cohesion, brokerage, fragility, gaps, introductions (docs/methods/ties.md).

Importing this compiles nothing: the compiled loops are imported by the first measure that needs them.
"""

from trellis.methods.ties.bridging import CONNECTS_ONLY, MIXED_ONLY, BridgingBonding, bridging_and_bonding
from trellis.methods.ties.brokerage import ROLES, Brokerage, brokerage
from trellis.methods.ties.cohesion import Cohesion, Components, cohesion
from trellis.methods.ties.errors import InvalidInput, TiesError, UnknownId
from trellis.methods.ties.external_internal import ExternalInternal, external_internal
from trellis.methods.ties.fragility import Dependence, Fragility, fragility
from trellis.methods.ties.gaps import SectorGaps, SectorPair, sector_gaps
from trellis.methods.ties.introductions import Introduction, Reason, introductions
from trellis.methods.ties.layout import layout
from trellis.methods.ties.model import METHOD_VERSION, Dropped, Network
from trellis.methods.ties.positions import Positions, positions
from trellis.methods.ties.ratings import FEWEST_RATERS, ITEMS, TRUST, VALUE, Scores, scores
from trellis.methods.ties.waves import Changes, Difference, between_waves

__all__ = [
    "CONNECTS_ONLY",
    "FEWEST_RATERS",
    "ITEMS",
    "METHOD_VERSION",
    "MIXED_ONLY",
    "ROLES",
    "TRUST",
    "VALUE",
    "BridgingBonding",
    "Brokerage",
    "Changes",
    "Cohesion",
    "Components",
    "Dependence",
    "Difference",
    "Dropped",
    "ExternalInternal",
    "Fragility",
    "Introduction",
    "InvalidInput",
    "Network",
    "Positions",
    "Reason",
    "Scores",
    "SectorGaps",
    "SectorPair",
    "TiesError",
    "UnknownId",
    "between_waves",
    "bridging_and_bonding",
    "brokerage",
    "cohesion",
    "external_internal",
    "fragility",
    "introductions",
    "layout",
    "positions",
    "scores",
    "sector_gaps",
]
