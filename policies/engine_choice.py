"""The packs that a stack is held to, read from its configuration while the engine runs."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pulumi

from policies.choice import CONFIG_KEY, pack_of_all, packs_of_stack
from policies.errors import PolicyError
from policies.pack import Pack

_ROOT = Path(__file__).parents[1]
"""Where folders of packs are looked for that a team names: the repository."""


def pack_of_configuration() -> Pack:
    """Return what `stepwell check` holds the stack to that the engine is about to deploy.

    Raises:
        PolicyError: if the configuration does not say what the stack is, or names a pack that
            cannot be used.
    """
    level = _given("level")
    settings = _json("settings", {})
    names = packs_of_stack(
        level=int(level) if level.isdecimal() else -1,
        environment=_given("environment"),
        data_class=str(settings.get("data_class", "internal")),
        named=[str(name) for name in _json(CONFIG_KEY.partition(":")[2], [])],
    )
    return dataclasses.replace(pack_of_all(names, _ROOT), name="stepwell-stack")


def _given(key: str) -> str:
    found = pulumi.Config("stepwell").get(key)
    if not found:
        raise PolicyError(
            f"stepwell:{key}: must be in the configuration of the stack, got nothing"
            "\nwrite its file with `stepwell new`, or choose one pack, such as "
            "--policy-pack policies/packs/baseline"
        )
    return found


def _json(key: str, empty: Any) -> Any:
    text = pulumi.Config("stepwell").get(key)
    try:
        found = json.loads(text) if text else empty
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, type(empty)):
        kind = "a mapping" if isinstance(empty, dict) else "a list"
        raise PolicyError(f"stepwell:{key}: must be {kind}, got {text!r:.80}")
    return found
