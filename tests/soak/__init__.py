"""What takes too long for each change; `make soak` runs it."""
