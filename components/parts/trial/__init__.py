"""How a model version is tried before it is approved."""
