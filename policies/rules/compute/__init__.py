"""Rules on machines and images."""
