"""Who CI is, as AWS sees it, and what it may do."""
