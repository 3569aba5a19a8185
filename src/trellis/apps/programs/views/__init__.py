"""The pages of the programs directory."""
