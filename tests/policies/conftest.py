"""What lies in `rules` are cases; `test_every_rule.py` reads them."""

collect_ignore = ["rules"]
