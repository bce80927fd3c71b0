"""The stand-in for AWS, and the engine that runs against it."""
