"""Long work of the landscape."""
