"""The training pipeline: its definition read, checked, adapted to a stack, and what it may do."""
