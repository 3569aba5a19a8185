"""The board's brief: a landscape on four pages, as an accessible PDF."""

from trellis.apps.landscape.brief.render import BriefError, render_brief

__all__ = ["BriefError", "render_brief"]
