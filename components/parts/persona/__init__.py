"""What each persona may do."""
