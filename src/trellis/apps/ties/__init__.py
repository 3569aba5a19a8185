"""Ties between partners: surveys in waves, networks brought along, and what they show."""
