"""The `trellis` command, thin over services and sources."""
