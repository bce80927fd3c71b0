"""Rules on what must survive a failure."""
