"""What an inference endpoint is made of."""
