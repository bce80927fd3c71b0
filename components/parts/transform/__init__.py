"""What batch inference is made of."""
