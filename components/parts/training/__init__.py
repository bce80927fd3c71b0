"""What managed training is made of."""
