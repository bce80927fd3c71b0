"""What the model API is made of."""
