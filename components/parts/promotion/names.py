"""Names that the two sides of a promotion know of each other."""

PROMOTED = "promoted/"
"""Folder of the artifacts zone that fetched models are kept in."""

PROMOTER = "promotion"
"""What the component that fetches is called in its stack; its role is named after it."""


def reader_role(prefix: str) -> str:
    """Name of the role that models of a stack are fetched with."""
    return f"{prefix}-model-reader"
