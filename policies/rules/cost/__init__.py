"""Rules on what is spent."""
