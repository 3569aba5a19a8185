"""Published data: where it is, how it is fetched, parsed and stored, and what its columns mean."""
