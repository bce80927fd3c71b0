"""What the Studio domain is made of."""
