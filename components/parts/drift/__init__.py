"""What a model monitor is made of."""
