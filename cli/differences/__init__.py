"""What `stepwell diff` says: how the stacks of two commits differ, one piece a file."""
