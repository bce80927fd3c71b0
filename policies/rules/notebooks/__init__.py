"""Rules on Studio and notebooks."""
