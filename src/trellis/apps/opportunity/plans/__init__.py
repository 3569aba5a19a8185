"""Plans for new sites, and scenarios: what would change, and for whom."""
