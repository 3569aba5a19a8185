"""Imports of partners: reading a list, saying what would become of each row, applying it, taking it back."""
