"""What the service monitor is made of."""
