"""What the data lake is made of."""
