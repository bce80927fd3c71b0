"""Corrections without code: what each member of a row of `corrections.toml` does."""

import pkgutil
import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

from sandbox.account.context import Context
from sandbox.account.errors import AwsError

Before = Callable[[Context], Mapping[str, Any] | None]
Row = Mapping[str, Any]


def rows() -> dict[tuple[str, ...], Row]:
    """Return the rows by the service and the operations that they correct."""
    file = resources.files("sandbox.account") / "corrections.toml"
    return {tuple(key.split()): row for key, row in tomllib.loads(file.read_text("utf-8")).items()}


def correct(row: Row) -> Before:
    """Return what a row does before a call; what it does to moto itself is done at once."""
    for function in row.get("nothing", ()):
        owner, _, name = function.rpartition(".")
        setattr(pkgutil.resolve_name(owner), name, _nothing)
    return lambda context: _known(context, row) if "kept" in row else _fill(context, row["default"])


def _nothing(*_: Any, **_named: Any) -> None:
    """Take the place of a function of moto."""


def _fill(context: Context, default: Mapping[str, Any]) -> None:
    for member, value in default.items():
        context.params.setdefault(member, value)


def _known(context: Context, row: Row) -> Mapping[str, Any] | None:
    """Refuse what moto does not have, or take it away."""
    things: dict[str, Any] = getattr(context.backend(row.get("of")), row["kept"])
    asked = context.params[row["by"]]
    found = [key for key, thing in things.items() if asked in (key, getattr(thing, "arn", None))]
    if not found:
        text = row["text"].format(asked, account=context.account, arn=context.arn(""))
        raise AwsError(row["code"], text)
    if not row.get("gone"):
        return None
    del things[found[0]]
    return {}
