"""The sandbox's own `pulumi`: stands in front of the engine and keeps it inside the sandbox.

It runs before every command, so these modules import little and nothing that is not needed.
"""
