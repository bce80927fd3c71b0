"""Rules on images and where they are kept."""
