"""Whom to introduce to whom: found, decided, written to both, and made or not."""
