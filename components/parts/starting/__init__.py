"""What starts the training pipeline by itself, and how often."""
