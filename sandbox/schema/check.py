"""Inputs checked against the SDK's schema: names, nesting, types, what is required."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sandbox.schema.extract import Type
from sandbox.schema.store import Property, nested_type, resource_schema

_SCALARS = (str, int, float, bool)
_NUMBERS = {"integer": int, "number": float}
_INTERNAL = "__"
"""Prefix of the keys that a provider keeps among the inputs for itself."""


class Violation(NamedTuple):
    """One thing wrong with one input."""

    path: str
    """Path of the property: `productionVariants[0].modelName`."""

    message: str
    """What is required, and what was given."""


def check_inputs(
    token: str, inputs: Mapping[str, Any], *, unknown: Callable[[Any], bool]
) -> list[Violation]:
    """Everything in `inputs` that the SDK's schema of the resource type `token` does not allow.

    `unknown` says of a single value whether it is only known once something else exists; such a
    value fits everywhere.
    """
    schema = resource_schema(token)
    if schema is None:
        return [Violation("", f"must be a resource type of the AWS providers, got {token}")]
    return list(_object(dict(schema.inputs), inputs, "", unknown))


def check_arguments(
    properties: Mapping[str, Property], arguments: Mapping[str, Any]
) -> list[Violation]:
    """Everything in `arguments` of a function that its schema does not allow."""
    return list(_object(properties, arguments, "", lambda _: False))


def _object(
    properties: Mapping[str, Property],
    value: Mapping[str, Any],
    path: str,
    unknown: Callable[[Any], bool],
) -> Iterator[Violation]:
    for key, item in value.items():
        here = f"{path}.{key}" if path else key
        if key.startswith(_INTERNAL) or item is None:
            continue
        if key in properties:
            yield from _value(properties[key].type, item, here, unknown)
        else:
            yield Violation(here, f"unknown property{_suggestion(key, properties)}")
    for key, prop in properties.items():
        if prop.required and value.get(key) is None:
            yield Violation(f"{path}.{key}" if path else key, "is required")


def _suggestion(key: str, properties: Mapping[str, Property]) -> str:
    """The valid name that was most likely meant; snake_case of the SDK counts as no distance."""
    head, *rest = key.split("_")
    camel = head + "".join(part.capitalize() for part in rest)
    close = difflib.get_close_matches(camel, list(properties), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}" if close else ""


def _value(
    expected: Type, value: Any, path: str, unknown: Callable[[Any], bool]
) -> Iterator[Violation]:
    if value is None or (not isinstance(value, (dict, list)) and unknown(value)):
        return
    if isinstance(expected, str):
        if not _fits(expected, value):
            yield Violation(path, f"must be {_named(expected)}, got {_shown(value)}")
        return
    head, *rest = expected
    if head == "list":
        if not isinstance(value, (list, tuple)):
            yield Violation(path, f"must be a list, got {_shown(value)}")
            return
        for index, item in enumerate(value):
            yield from _value(rest[0], item, f"{path}[{index}]", unknown)
    elif head == "map":
        if not isinstance(value, dict):
            yield Violation(path, f"must be a map, got {_shown(value)}")
            return
        for key, item in value.items():
            yield from _value(rest[0], item, f"{path}.{key}", unknown)
    elif head == "union":
        # A map given for "text or a policy document" is meant as the document.
        options = [o for o in rest if isinstance(o, str) != isinstance(value, (dict, list))] or rest
        tried = [list(_value(option, value, path, unknown)) for option in options]
        yield from min(tried, key=len)
    elif head == "ref":
        properties = nested_type(rest[0])
        if not isinstance(value, dict):
            yield Violation(path, f"must be an object, got {_shown(value)}")
        elif properties is not None:
            yield from _object(properties, value, path, unknown)


def _fits(expected: str, value: Any) -> bool:
    """Whether the provider takes `value` where the schema says `expected`.

    Text is turned into a number or a boolean and back where nothing is lost, as the real provider
    does it.
    """
    if expected == "any":
        return True
    if expected == "asset":
        return not isinstance(value, (bool, int, float, list))
    if not isinstance(value, _SCALARS):
        return False
    if expected == "boolean":
        return isinstance(value, bool) or value in ("true", "false")
    if expected in _NUMBERS:
        try:
            number = float(value)
        except ValueError:
            return False
        whole = expected == "number" or number.is_integer()
        return whole and not isinstance(value, bool)
    return True


def _named(expected: str) -> str:
    article = "an" if expected[0] in "aeiou" else "a"
    return f"{article} {expected}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, (list, tuple)):
        return "a list"
    return repr(value)
