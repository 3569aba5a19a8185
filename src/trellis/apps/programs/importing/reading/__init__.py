"""Reads a file into a table of text, whatever it came as, and says how it was read."""

from trellis.apps.programs.importing.reading.file import Reading, Table, read

__all__ = ["Reading", "Table", "read"]
