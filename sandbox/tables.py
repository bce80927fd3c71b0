"""What no code says: TOML and JSON files beside the code that they are for, each read once."""

import functools
import json
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def table(path: str) -> Any:
    """What a file says, by its path below `sandbox/`: `account/roles.toml`."""
    text = (resources.files("sandbox") / path).read_text("utf-8")
    return tomllib.loads(text) if path.endswith(".toml") else json.loads(text)
