"""Moto's defects and gaps, each corrected by a row of a table or by a function, for a service.

`before_call` may refuse a call, change what moto is sent, or answer in moto's place; `after_call`
may complete moto's result; `around` goes round a function of moto's own. Each says in its first
line what moto does wrong, and goes when moto is mended. A file's name begins with the service that
it corrects, as boto3 names it, or is `any`. What no code is needed for is a row of
`corrections.toml`.
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.correction_table import Before, correct, rows
from sandbox.account.services import Call

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


def around(owner: Any, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put a function in the place of one of moto's, which it is given as its first argument."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        moto = getattr(owner, name)

        # A function, so that it binds to the object that it is called on.
        @functools.wraps(moto)
        def corrected(*args: Any, **named: Any) -> Any:
            return function(moto, *args, **named)

        setattr(owner, name, corrected)
        return function

    return register


@functools.cache
def load(service: str) -> None:
    """Load the corrections of a service: those of EC2 alone take longer than a start may."""
    for module in pkgutil.iter_modules(__path__):
        if f"{module.name}_".startswith(("any_", f"{service.replace('-', '_')}_")):
            importlib.import_module(f"{__name__}.{module.name}")
    for (corrected, *operations), row in rows().items():
        if corrected != service:
            continue
        function = correct(row)
        for operation in operations:
            # What takes a thing away comes after all that may refuse it.
            found = _before.setdefault((service, operation), [])
            found.insert(len(found) if row.get("gone") else 0, function)


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
