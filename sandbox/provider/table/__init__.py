"""The table: how each resource type is carried out, one file per family of services."""
