"""Filters of the landscape's pages."""
