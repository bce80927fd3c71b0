"""Rules on model versions and their approval."""
