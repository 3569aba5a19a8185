"""Readiness: what people of a region say about whether the conditions are there, and what to do first."""
