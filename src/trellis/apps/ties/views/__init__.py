"""The pages of ties."""
