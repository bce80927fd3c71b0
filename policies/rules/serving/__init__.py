"""Rules on models and endpoints."""
