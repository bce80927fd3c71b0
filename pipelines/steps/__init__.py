"""Scripts that the steps of every shipped pipeline run."""
