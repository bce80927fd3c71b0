"""Rules on builds, promotion and deployment."""
