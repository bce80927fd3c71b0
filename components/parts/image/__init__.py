"""What an image repository keeps and whom it lets in."""
