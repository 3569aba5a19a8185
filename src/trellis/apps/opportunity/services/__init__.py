"""What writes: sets of neighborhoods, questions to be computed, plans, scenarios, stands on what to do."""
