"""Moto's defects, each corrected in a file of its own, which goes when moto is mended.

A correction registers functions for operations: `before` may refuse a call or answer it in moto's
place, `after` may complete moto's result; it may also change moto itself. Its file's name begins
with the service that it corrects, as boto3 names it, or with `any`.
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.services import Call

Before = Callable[[Context], Mapping[str, Any] | None]
After = Callable[[Context, dict[str, Any]], None]

_before: dict[tuple[str, str], list[Before]] = {}
_after: dict[tuple[str, str], list[After]] = {}


def before_call(service: str, *operations: str) -> Callable[[Before], Before]:
    """Register a function that sees a call first; a result of its own replaces moto's."""

    def register(function: Before) -> Before:
        for operation in operations:
            _before.setdefault((service, operation), []).append(function)
        return function

    return register


def after_call(service: str, *operations: str) -> Callable[[After], After]:
    """Register a function that completes the result of a call that succeeded."""

    def register(function: After) -> After:
        for operation in operations:
            _after.setdefault((service, operation), []).append(function)
        return function

    return register


def replace(owner: Any, name: str, value: Any) -> None:
    """Put a method of ours in the place of one of moto's."""
    setattr(owner, name, value)


@functools.cache
def load(service: str) -> None:
    """Load the corrections of a service: those of EC2 alone take longer than a start may."""
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith(("any_", f"{service.replace('-', '_')}_")):
            importlib.import_module(f"{__name__}.{module.name}")


def before(context: Context) -> Mapping[str, Any] | None:
    """Apply what comes before moto."""
    for function in _before.get((context.call.service, context.call.name), ()):
        result = function(context)
        if result is not None:
            return result
    return None


def after(context: Context, result: dict[str, Any]) -> None:
    """Apply what comes after moto."""
    for function in _after.get((context.call.service, context.call.name), ()):
        function(context, result)


def concerns(call: Call) -> bool:
    """Say whether a correction wants to see the result of this call."""
    return (call.service, call.name) in _after
