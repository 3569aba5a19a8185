"""The public finder: what a family asks, which programs answer it, and how the answer reads."""
