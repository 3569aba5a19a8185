"""Everything that writes the programs directory, a module for each noun."""
