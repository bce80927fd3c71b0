"""Rules on feature groups."""
