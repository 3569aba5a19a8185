"""A region's landscape: openings a year against the graduates who can fill them."""
