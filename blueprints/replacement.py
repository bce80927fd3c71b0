"""In-house components that stand in for ours: same inputs, same outputs, another implementation."""

import importlib
import inspect
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

import pulumi

from components.errors import Problem

Component = TypeVar("Component", bound=pulumi.ComponentResource)

PartTypes = Mapping[str, type[pulumi.ComponentResource]]
"""The component that each part of a blueprint is made of, by the part's field."""


def replacement(path: str, original: type[Component]) -> type[Component]:
    """Return the class at `path`, `package.module:Class`, which can stand in for `original`.

    Raises:
        ValueError: says what the class must be, when it cannot.
    """
    module, _, name = path.partition(":")
    try:
        found: Any = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(
            f"must be package.module:Class of a class that can be imported, got {path!r} ({error})"
        ) from error
    if not (inspect.isclass(found) and issubclass(found, pulumi.ComponentResource)):
        raise ValueError(f"must be a pulumi.ComponentResource, got {path!r}")
    missing = sorted(_outputs(original) - _outputs(found))
    if missing:
        outputs = ", ".join(missing)
        raise ValueError(
            f"must have the outputs of {original.__name__}, got {path!r} without {outputs}"
        )
    return cast(type[Component], found)


def replacement_problems(part_types: PartTypes, given: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with the in-house components that a team names."""
    for part, path in given.items():
        if part not in part_types:
            known = ", ".join(part_types)
            yield Problem(part, f"must be one of the parts {known}, got {part!r}")
            continue
        try:
            replacement(path, part_types[part])
        except ValueError as error:
            yield Problem(part, str(error))


def _outputs(component: type[pulumi.ComponentResource]) -> set[str]:
    """Names of the outputs that a component annotates, those that it inherits among them."""
    names = set[str]()
    for cls in component.__mro__:
        if issubclass(cls, pulumi.ComponentResource) and cls is not pulumi.ComponentResource:
            names |= inspect.get_annotations(cls).keys()
    return {name for name in names if not name.startswith("_")}
