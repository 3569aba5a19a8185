"""The snapshot: published figures that ship with the package, so that the main job runs without a network."""
