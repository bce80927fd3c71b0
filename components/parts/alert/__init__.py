"""What the alerts are made of."""
