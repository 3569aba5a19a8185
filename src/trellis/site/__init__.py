"""Settings, root urls, theme and navigation."""
