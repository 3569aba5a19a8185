"""Finds partners, and programs, that do the same for the same places, and those that could join forces."""
