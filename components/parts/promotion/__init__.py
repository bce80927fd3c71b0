"""How approved models get from one account to the next."""
