"""The models of the opportunity map, one module each."""

from trellis.apps.opportunity.models.places import PlaceSet

__all__ = ["PlaceSet"]
