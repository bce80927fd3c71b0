"""What the GPU queue is made of."""
