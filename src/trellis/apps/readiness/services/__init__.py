"""Everything that writes assessments and their answers."""
