"""Moto's defects and gaps, each corrected by a row of a table or by a function.

`before_call` may refuse a call, change what moto is sent, or answer in moto's place; `after_call`
may complete moto's result; `around` goes round a function of moto's own. Each says in its first
line what moto does wrong, and goes when moto is mended. What no code is needed for is a row of
`corrections.toml`.
"""

import functools
import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jmespath

from sandbox.account.context import Context
from sandbox.account.errors import AwsError
from sandbox.account.services import Call
from sandbox.tables import table

Before = Callable[[Context], Mapping[str, Any] | None]
After = Callable[[Context, dict[str, Any]], None]
Row = Mapping[str, Any]

_table = functools.partial(table, "account/corrections.toml")

_before = defaultdict[tuple[str, str], list[Before]](list)
_after = defaultdict[tuple[str, str], list[After]](list)
_around = defaultdict[str, list[tuple[str, Callable[..., Any]]]](list)


def before_call(service: str, *operations: str) -> Callable[[Before], Before]:
    """Register a function that sees a call first; a result of its own replaces moto's."""
    return functools.partial(_register, _before, service, operations)


def after_call(service: str, *operations: str) -> Callable[[After], After]:
    """Register a function that completes the result of a call that succeeded."""
    return functools.partial(_register, _after, service, operations)


def around(service: str, *functions: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put a function in the place of some of moto's, which it is given as its first argument.

    They are named, not imported: a start would wait for all of moto.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        _around[service] += [(name, function) for name in functions]
        return function

    return register


def _register(where: dict[Any, list[Any]], service: str, operations: Any, function: Any) -> Any:
    for operation in operations:
        where[service, operation].append(function)
    return function


def _replace(name: str, function: Callable[..., Any]) -> None:
    owner, _, attribute = name.rpartition(".")
    holder = pkgutil.resolve_name(owner)
    moto = getattr(holder, attribute)

    # A function, so that it binds to the object that it is called on.
    @functools.wraps(moto)
    def corrected(*args: Any, **named: Any) -> Any:
        return function(moto, *args, **named)

    setattr(holder, attribute, corrected)


def _nothing(*_: Any, **_named: Any) -> None:
    """Take the place of a function of moto."""


@functools.cache
def rows() -> Mapping[tuple[str, str], Row]:
    """Return the rows by the service and operation that they correct."""
    keys = {key: key.split() for key in _table()}
    return {(of, name): _table()[key] for key, (of, *names) in keys.items() for name in names}


@functools.cache
def _load_all() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def corrected() -> Iterator[tuple[str, str]]:
    """Yield the service and name of each operation that is corrected."""
    _load_all()
    yield from (*rows(), *_before, *_after)


@functools.cache
def load(service: str) -> None:
    """Correct moto's own functions of a service; what follows is for its calls."""
    _load_all()
    for name in _table().get(service, {}).get("nothing", ()):
        owner, _, attribute = name.rpartition(".")
        setattr(pkgutil.resolve_name(owner), attribute, _nothing)
    for name, function in _around[service]:
        _replace(name, function)


def before(context: Context) -> Mapping[str, Any] | None:
    """Apply what comes before moto; what a row itself carries out comes after all refusals."""
    called = (context.call.service, context.call.name)
    row = rows().get(called, {})
    for member, value in row.get("default", {}).items():
        context.params.setdefault(member, value)
    key = _known(context, row) if "kept" in row else ""
    for function in _before.get(called, ()):
        result = function(context)
        if result is not None:
            return result
    return _carried_out(context, row, key) if "gone" in row or "sets" in row else None


def after(context: Context, result: dict[str, Any]) -> None:
    """Apply what comes after moto."""
    for function in _after.get((context.call.service, context.call.name), ()):
        function(context, result)


def concerns(call: Call) -> bool:
    """Say whether a correction wants to see the result of this call."""
    return (call.service, call.name) in _after


def _things(context: Context, row: Row) -> dict[str, Any]:
    return getattr(context.backend(row.get("of")), row["kept"])


def _known(context: Context, row: Row) -> str:
    """Return the key of the thing that a call names; refuse what moto does not have."""
    asked = context.params[row["by"]]
    for key, thing in _things(context, row).items():
        if asked in (key, getattr(thing, "arn", None)):
            return key
    text = row["text"].format(asked, account=context.account, arn=context.arn(""))
    raise AwsError(row["code"], text)


def _carried_out(context: Context, row: Row, key: str) -> dict[str, Any]:
    """Take the thing away, or change it; return what the row shows of it."""
    things = _things(context, row)
    if row.get("gone"):
        del things[key]
        return {}
    thing = things[key]
    for name, expression in row["sets"].items():
        about = {"asked": context.params, "was": getattr(thing, name, None)}
        setattr(thing, name, jmespath.search(expression, about))
    shown = {member: getattr(thing, name) for member, name in row.get("shows", {}).items()}
    return {m: value() if callable(value) else value for m, value in shown.items()}
