"""The Django apps, one per noun."""
