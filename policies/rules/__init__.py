"""The catalogue: one rule a file, in a folder for its topic."""
