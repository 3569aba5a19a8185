"""Who can reach what: floating catchments, travel, what-ifs (docs/methods/access.md).

Importing this compiles nothing: the compiled loops are imported by the first computation by distance.
"""

from trellis.methods.access.catchment import Catchment, floating_catchment
from trellis.methods.access.decay import STEPS, Decay, binary, gaussian, steps, thirds
from trellis.methods.access.errors import AccessError, InvalidInput, MissingMinutes, UnknownId
from trellis.methods.access.matrix import TravelMatrix, travel_matrix
from trellis.methods.access.model import (
    BUS_KMH,
    CAR_KMH,
    DETOUR,
    METHOD_VERSION,
    WALK_KMH,
    Access,
    Demand,
    Supply,
    Travel,
)
from trellis.methods.access.raam import RaamResult, Steps, raam
from trellis.methods.access.reach import pairs_within

__all__ = [
    "BUS_KMH",
    "CAR_KMH",
    "DETOUR",
    "METHOD_VERSION",
    "STEPS",
    "WALK_KMH",
    "Access",
    "AccessError",
    "Catchment",
    "Decay",
    "Demand",
    "InvalidInput",
    "MissingMinutes",
    "RaamResult",
    "Steps",
    "Supply",
    "Travel",
    "TravelMatrix",
    "UnknownId",
    "binary",
    "floating_catchment",
    "gaussian",
    "pairs_within",
    "raam",
    "steps",
    "thirds",
    "travel_matrix",
]
