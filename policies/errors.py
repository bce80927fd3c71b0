"""What is said of packs and rules that cannot be used."""

from pathlib import Path


class PolicyError(ValueError):
    """A pack or a rule cannot be used; says every problem of its file, one a line."""


def shown_path(path: Path) -> str:
    """Path as messages call it: from the current folder, where it lies below that."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
