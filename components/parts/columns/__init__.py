"""What access to sensitive columns is made of."""
