"""Rules on what holds data."""
