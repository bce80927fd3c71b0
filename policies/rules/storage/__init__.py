"""Rules on data at rest."""
