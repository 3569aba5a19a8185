"""The programs directory: what young people can take part in, where, when, and for how much."""
