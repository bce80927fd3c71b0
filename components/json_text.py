"""JSON of data in which some values are known only when the stack is up."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi


@dataclass(frozen=True)
class _Place:
    """Where the value of an Output goes."""

    index: int


def json_text(
    data: object, *, indent: int | None = None, sort_keys: bool = False
) -> pulumi.Output[str]:
    """JSON of `data`, in which any value at any depth may be an Output; its keys are plain.

    The same text as `pulumi.Output.json_dumps`, which makes an Output of each key and each plain
    value on its way, which was a third of all Outputs of a stack.
    """
    outputs = list[pulumi.Output[Any]]()

    def place(value: Any) -> Any:
        if isinstance(value, pulumi.Output):
            outputs.append(value)
            return _Place(len(outputs) - 1)
        if isinstance(value, Mapping):
            return {key: place(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [place(inner) for inner in value]
        return value

    placed = place(data)

    def text(values: list[Any]) -> str:
        def fill(value: Any) -> Any:
            if isinstance(value, _Place):
                return values[value.index]
            raise TypeError(f"must be data that JSON has, got {value!r}")

        return json.dumps(placed, indent=indent, sort_keys=sort_keys, default=fill)

    return pulumi.Output.all(*outputs).apply(text)
