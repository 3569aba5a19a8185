"""Pages of alliances, a module for each part."""
