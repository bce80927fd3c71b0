"""Paths into requests, answers and properties: `ProductionVariants[0].ModelName`."""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import jmespath

_SEGMENT = re.compile(r"(?P<name>\w+)(?:\[(?P<inside>[^\]]*)\])?")


@functools.cache
def segments(path: str) -> tuple[tuple[str, str | None], ...]:
    """`A[0].B` as `(("A", "0"), ("B", None))`."""
    return tuple((m["name"], m["inside"]) for m in _SEGMENT.finditer(path))


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """A value and everything in it, each with its path."""
    yield path, value
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from walk(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, f"{path}[{index}]")


def plain(path: str) -> str:
    """A path without indexes."""
    return re.sub(r"\[[^\]]*\]", "", path)


def find(answer: Any, path: str, properties: Mapping[str, Any]) -> Any:
    """Value at `path` of an answer, None where there is nothing; JSON text is looked into.

    `X[0]` is the first of a list, `X[Name=name]` the one whose member equals a property,
    `X[name]` whether a list holds the value of a property.
    """
    value = answer
    for name, inside in segments(path):
        if isinstance(value, str) and value.startswith("{"):
            value = json.loads(value)
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
        if inside is not None:
            value = _select(value, inside, properties)
    return value


def found_all(answer: Any, path: str) -> list[Any]:
    """Everything at a path of an answer, of each list on the way all items."""
    found: Any = jmespath.search(path.replace("[0]", "[]") or "@", answer)
    return found if isinstance(found, list) else [found] if found else []


def _select(value: Any, inside: str, properties: Mapping[str, Any]) -> Any:
    if not isinstance(value, list):
        return None
    if inside.isdigit():
        return value[int(inside)] if int(inside) < len(value) else None
    wanted = [part.split("=") for part in inside.split(",")]
    for item in value:
        if all(
            properties.get(prop) in (None, "") or item.get(member) == properties.get(prop)
            for member, prop in wanted
        ):
            return item
    return None


def put(request: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at `path`, making what lies on the way.

    `X[Name=prefix].Value` is in the item of a list that has this name; of a list of values, each is
    in an item of its own.
    """
    *above, (last, index) = segments(path)
    target: Any = request
    for position, (name, inside) in enumerate(above):
        if inside is None:
            target = target.setdefault(name, {})
        elif "=" not in inside:
            target = target.setdefault(name, [{}])[int(inside)]
        else:
            member, _, word = inside.partition("=")
            items: list[dict[str, Any]] = target.setdefault(name, [])
            if isinstance(value, list) and position == len(above) - 1:
                items += [{member: word, last: one} for one in value]
                return
            target = next((item for item in items if item.get(member) == word), {member: word})
            if target not in items:
                items.append(target)
                items.sort(key=lambda item: str(item.get(member)))
    if value != {} or last not in target:
        target[last] = value if index is None else [value]
