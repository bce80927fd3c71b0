"""Rules on training pipelines and what starts them."""
