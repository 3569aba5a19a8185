"""Everything that writes alliances, a module for each noun."""
