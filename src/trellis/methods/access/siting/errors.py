"""What a siting question can ask for that there isn't."""

from trellis.methods.access.errors import AccessError


class NothingFits(AccessError):
    """No choice of sites meets the conditions, such as a seat for everyone."""


class TooManyPairs(AccessError):
    """More pairs of places and sites than a model with capacities can hold."""
