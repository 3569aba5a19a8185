"""The forms of ties."""
