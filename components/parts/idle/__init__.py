"""What the guard against idle resources is made of."""
