"""Everything that writes waves, their lists and their answers."""
