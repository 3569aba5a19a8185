"""Numeric methods: arrays in, frozen dataclasses out. No Django, files, network or clock."""
