"""Where new sites, buses or evening sessions would help most, and whom (docs/methods/siting.md)."""

from trellis.methods.access.siting.cover import cover
from trellis.methods.access.siting.errors import NothingFits, TooManyPairs
from trellis.methods.access.siting.gains import Comparison, Gains, compare, equity_weights, who_gains
from trellis.methods.access.siting.p_median import p_median
from trellis.methods.access.siting.plan import Parts, Plan
from trellis.methods.access.siting.problem import Pairs

__all__ = [
    "Comparison",
    "Gains",
    "NothingFits",
    "Pairs",
    "Parts",
    "Plan",
    "TooManyPairs",
    "compare",
    "cover",
    "equity_weights",
    "p_median",
    "who_gains",
]
