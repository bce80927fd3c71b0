"""What the engine sends of a resource is read once for all rules, not once for each."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from google.protobuf import json_format
from pulumi_policy import policy as sdk

_KEPT = 4096
"""Resources of which the reading is kept: more than a stack has."""


class Once:
    """A function of one object, computed once for each object that it is called with."""

    def __init__(self, compute: Callable[[Any], Any]) -> None:
        self._compute = compute
        self._known = dict[int, tuple[Any, Any]]()

    def __call__(self, given: Any) -> Any:
        """Return what was computed for this object; while it is kept, no other has its id."""
        known = self._known.get(id(given))
        if known is None:
            known = self._known[id(given)] = given, self._compute(given)
            if len(self._known) > _KEPT:
                self._known.pop(next(iter(self._known)), None)
        return known[1]


def read_once() -> None:
    """Keep the SDK from reading each resource anew for each policy of a pack.

    Nothing in a pack of rules changes what it is shown, so the rules can share it. What is to be
    repaired is read with its secrets, each time anew.
    """
    patched: Any = sdk
    deserialize = patched.deserialize_properties
    without_secrets = Once(deserialize)

    def deserialized(properties: Any, keep_secrets: bool = False) -> Any:
        return deserialize(properties, True) if keep_secrets else without_secrets(properties)

    patched.deserialize_properties = deserialized
    patched.json_format = SimpleNamespace(
        MessageToDict=Once(json_format.MessageToDict), ParseDict=json_format.ParseDict
    )
    patched.unknown_checking_proxy = Once(patched.unknown_checking_proxy)
