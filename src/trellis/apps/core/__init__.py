"""What every other app stands on: scoping by alliance, permissions, audit, evidence, jobs, components."""
