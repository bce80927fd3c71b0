"""One maturity level a file: settings, parts, and how the parts are wired."""
