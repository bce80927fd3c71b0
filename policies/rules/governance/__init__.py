"""Rules on cost, tags and traces."""
