"""Rules on what can be reached."""
