"""Trellis: the platform that a regional STEM alliance runs on."""

__version__ = "0.1.0"
