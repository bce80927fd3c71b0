"""The building blocks: one component a file, knowing nothing of teams or maturity levels."""
