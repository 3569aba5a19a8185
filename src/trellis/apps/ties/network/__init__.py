"""The network of a wave: computed once, kept as evidence, read by pages and files."""
