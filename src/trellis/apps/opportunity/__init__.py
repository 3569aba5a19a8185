"""The opportunity map: who can reach which seats, how unequal that is, and what would help most."""
