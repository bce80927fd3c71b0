"""What the shared file system is made of."""
