"""Results of methods, kept unchanged with what they were made of."""
