"""The board's brief: an answer of the map on two pages, as an accessible PDF."""

from trellis.apps.opportunity.brief.render import BriefError, render_brief

__all__ = ["BriefError", "render_brief"]
