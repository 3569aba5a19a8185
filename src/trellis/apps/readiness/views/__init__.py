"""The pages of readiness."""
