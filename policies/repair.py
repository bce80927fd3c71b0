"""What the engine does about a resource that breaks a rule, where that is safe: set inputs right.

A repair is safe when it needs nothing that only the team knows, replaces no resource, and takes
nothing away that somebody may rely on.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Repair = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Returns the inputs of a resource, by their camelCase names, as they should be."""


def setting(**values: Any) -> Repair:
    """Return the repair that sets inputs; of an input that is a mapping, only the keys named."""

    def repair(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        return _merged(inputs, values)

    return repair


def changes(before: Mapping[str, Any], after: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield what a repair sets: `metadataOptions.httpTokens = 'required'`."""
    for key, value in after.items():
        old = before.get(key)
        if isinstance(value, Mapping):
            yield from changes(old if isinstance(old, Mapping) else {}, value, f"{path}{key}.")
        elif value != old:
            yield f"{path}{key} = {value!r}"


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(below)
    for key, value in above.items():
        old = found.get(key)
        if isinstance(value, Mapping) and isinstance(old, Mapping):
            found[key] = _merged(old, value)
        else:
            found[key] = value
    return found
