"""Published data: where it is, how it is fetched, parsed and stored, and what its columns mean."""

from trellis.sources.store import Store

__all__ = ["Store"]
