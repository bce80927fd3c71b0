"""Inputs checked against the SDK's schema: names, nesting, types, what is required."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from plan.plan import UNKNOWN
from sandbox.schema.extract import Type
from sandbox.schema.store import Property, nested_type, resource_schema

_SCALARS = (str, int, float, bool)
_HOLDERS = {"list": (list, tuple), "map": (dict,), "ref": (dict,)}
_INTERNAL = "__"
"""Prefix of the keys that a provider keeps among the inputs for itself."""


class Violation(NamedTuple):
    """One thing wrong with inputs, or with a request."""

    path: str
    """Path of the property or the member: `productionVariants[0].modelName`."""

    message: str
    """What is required, and what was given; of a request, in AWS's words."""


def check_inputs(token: str, inputs: Mapping[str, Any]) -> list[Violation]:
    """Everything in `inputs` that the SDK's schema of the resource type `token` does not allow."""
    schema = resource_schema(token)
    if schema is None:
        return [Violation("", f"must be a resource type of the AWS providers, got {token}")]
    return list(_object(schema.inputs, inputs, ""))


def check_arguments(
    properties: Mapping[str, Property], arguments: Mapping[str, Any]
) -> list[Violation]:
    """Everything in `arguments` of a function that its schema does not allow."""
    return list(_object(properties, arguments, ""))


def _object(
    properties: Mapping[str, Property], value: Mapping[str, Any], path: str
) -> Iterator[Violation]:
    for key, item in value.items():
        here = f"{path}.{key}" if path else key
        if key.startswith(_INTERNAL) or item is None:
            continue
        if key in properties:
            yield from _value(properties[key].type, item, here)
        else:
            yield Violation(here, f"unknown property{hint(key, properties)}")
    for key, prop in properties.items():
        if prop.required and value.get(key) is None:
            yield Violation(f"{path}.{key}" if path else key, "is required")


def hint(name: str, known: Iterable[str]) -> str:
    """The valid name that was most likely meant; `shard_count` is as near as `ShardCount`."""
    plain = {one.lower(): one for one in known}
    close = difflib.get_close_matches(name.replace("_", "").lower(), plain, n=1)
    return f"; did you mean {plain[close[0]]}" if close else ""


def _value(expected: Type, value: Any, path: str) -> Iterator[Violation]:
    compound = type(value) in (dict, list)
    if value is None or value is UNKNOWN:
        return
    head, *rest = expected if isinstance(expected, list) else [expected]
    if head == "union":
        # A map given for "text or a policy document" is meant as the document.
        options = [o for o in rest if isinstance(o, str) != compound] or rest
        tried = [list(_value(option, value, path)) for option in options]
        yield from min(tried, key=len)
    elif not _fits(head, value):
        yield Violation(path, f"must be {_shown(head)}, got {_given(value)}")
    elif head == "list":
        for index, item in enumerate(value):
            yield from _value(rest[0], item, f"{path}[{index}]")
    elif head == "map":
        for key, item in value.items():
            yield from _value(rest[0], item, f"{path}.{key}")
    elif head == "ref" and (properties := nested_type(rest[0])) is not None:
        yield from _object(properties, value, path)


def _fits(expected: str, value: Any) -> bool:
    """Whether the provider takes `value` where the schema says `expected`.

    Text is turned into a number or a boolean and back where nothing is lost, as the real provider
    does it.
    """
    if expected in _HOLDERS:
        return isinstance(value, _HOLDERS[expected])
    if expected == "any":
        return True
    if expected == "asset":
        return not isinstance(value, (bool, int, float, list))
    if expected == "boolean":
        return isinstance(value, bool) or value in ("true", "false")
    if expected in ("integer", "number"):
        try:
            number = float(value)
        except (TypeError, ValueError):
            return False
        return not isinstance(value, bool) and (expected == "number" or number.is_integer())
    return isinstance(value, _SCALARS)


def _shown(expected: str) -> str:
    word = "object" if expected == "ref" else expected
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _given(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    return "a list" if isinstance(value, (list, tuple)) else repr(value)
