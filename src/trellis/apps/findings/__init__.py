"""The thread's first stations: what was found, what is recommended, and what was decided about it."""
