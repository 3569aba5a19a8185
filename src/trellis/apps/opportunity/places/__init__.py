"""Sets of neighborhoods: how they are made, packed into a row, and read again."""
