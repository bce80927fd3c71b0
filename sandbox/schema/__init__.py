"""The AWS provider's schema, rebuilt from the Python SDK, and the check of inputs against it."""
