"""Feature store: the schema file, what may change in it, groups, and who reads and writes them."""
