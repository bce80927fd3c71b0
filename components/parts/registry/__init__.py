"""What the model registry writes about a model."""
