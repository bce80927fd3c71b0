"""Reads the cases that stand in YAML: every worker does, before its first test."""

from pathlib import Path
from typing import Any

import yaml

# With libyaml, which its wheels have, a tenth of the time that a parser in Python takes.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(file: Path) -> Any:
    """What a file of cases says."""
    return yaml.load(file.read_bytes(), LOADER)


def read_cases(file: Path) -> Any:
    """What a file of cases says, in which `$long` stands for a text of 6200 characters."""
    return yaml.load(file.read_bytes().replace(b"$long", b"x" * 6200), LOADER)
