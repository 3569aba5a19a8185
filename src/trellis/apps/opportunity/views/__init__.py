"""The pages of the opportunity map."""
