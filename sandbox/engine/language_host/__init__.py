"""A Python language host for an engine that was built without the official one.

It runs from a copy in the cache, with any Python that has the `pulumi` package, so it imports
nothing of this project and nothing of `pulumi` but the generated protocol.
"""
