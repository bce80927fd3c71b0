"""Changes in the form of a JSON patch, which is how API Gateway takes them."""

from collections.abc import Iterator
from typing import Any

from plan.plan import UNKNOWN
from sandbox.provider.descriptor import Properties, Step
from sandbox.provider.paths import fill, find


def patch_operations(
    step: Step, properties: Properties, before: Properties
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what replaces each changed property of a step, with the property's path.

    Values are texts, and an empty one stands where the program no longer says anything.
    """
    for path, pointer in step.patches.items():
        value = find(properties, path, {})
        if value != find(before, path, {}):
            where = fill(pointer, properties) or pointer
            yield path, {"op": "replace", "path": where, "value": _text(value)}


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if value is UNKNOWN:
        return value
    return "" if value is None else str(value)
