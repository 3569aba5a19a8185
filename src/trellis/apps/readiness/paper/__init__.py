"""Worksheets as accessible PDF."""

from trellis.apps.readiness.paper.render import WorksheetError, worksheet

__all__ = ["WorksheetError", "worksheet"]
