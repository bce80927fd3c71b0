"""Rules on whose a resource is."""
