"""Which engines suit the Python SDK that the project pins."""

import re

PINNED = "3.259.0"
"""The engine that is downloaded or built; the same version as the SDK in pyproject.toml."""

MINIMUM = (3, 259, 0)
"""The oldest engine on PATH that is used: never older than the SDK, which it has to understand."""


def parse(text: str) -> tuple[int, int, int] | None:
    """Version in `v3.259.0`, `3.260.0-dev.1` and the like; None when there is none."""
    found = re.match(r"v?(\d+)\.(\d+)\.(\d+)", text.strip())
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def suits(version: tuple[int, int, int]) -> bool:
    """Whether an engine of `version` can run the project: new enough, same major version."""
    return version >= MINIMUM and version[0] == MINIMUM[0]


def text(version: tuple[int, int, int]) -> str:
    """Version as it is written."""
    return ".".join(str(part) for part in version)
