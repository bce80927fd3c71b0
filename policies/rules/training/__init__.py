"""Rules on jobs that make models."""
