"""Persons: who they are, how they sign in."""
