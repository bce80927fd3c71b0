"""Answers of the fallback: what a record looks like in an operation's output."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.account.fallback.record import Record, merged

Shape = Any
"""A botocore shape, whose properties carry no types that a checker could follow."""


def described(shape: Shape, record: Record, depth: int = 0) -> dict[str, Any]:
    """Fill an output shape from one record."""
    result: dict[str, Any] = {}
    if shape is None:
        return result
    sent = {name.lower(): value for name, value in record.data.items()}
    for name, member in shape.members.items():
        value = sent.get(name.lower())
        if value is not None and _fits(value, member):
            result[name] = value
            continue
        value = record.fact(name, member)
        if value is None and depth == 0 and _wraps(name, member, record, len(shape.members)):
            value = described(member, record, 1) or None
        if value is not None:
            result[name] = value
    return result


def listed(shape: Shape, records: Sequence[Record], noun: str) -> dict[str, Any]:
    """Fill the one list of an output shape that is about `noun`."""
    if shape is None:
        return {}
    lists = {n: m for n, m in shape.members.items() if m.type_name == "list"}
    for name, member in lists.items():
        items: list[Any]
        if member.member.type_name == "structure":
            items = [described(member.member, record, 1) for record in records]
        else:
            arns = name.lower().endswith("arns")
            items = [record.arn if arns else record.name or record.id for record in records]
        if len(lists) == 1 or name.lower().startswith(noun.lower()[:6]) or records == []:
            return {name: items}
    return {name: [] for name in lists}


def overlaid(shape: Shape, result: dict[str, Any], record: Record) -> None:
    """Change what moto says of a thing by what the fallback was told since."""
    if shape is None:
        return
    for name, member in shape.members.items():
        if name in record.data and _fits(record.data[name], member):
            result[name] = merged(result.get(name), record.data[name])
        elif member.type_name == "structure" and isinstance(result.get(name), dict):
            if record.noun.lower().endswith(_plain(name)):
                overlaid(member, result[name], record)
        elif name in record.echo and not result.get(name) and _fits(record.echo[name], member):
            result[name] = record.echo[name]
        elif record.changed and "modif" in name.lower() and member.type_name == "timestamp":
            result[name] = record.modified


def _fits(value: Any, shape: Shape) -> bool:
    kinds: Mapping[str, type | tuple[type, ...]] = {
        "structure": Mapping,
        "map": Mapping,
        "list": (list, tuple),
        "string": str,
    }
    kind = kinds.get(shape.type_name)
    return isinstance(value, kind) if kind else not isinstance(value, (Mapping, list))


def _wraps(name: str, shape: Shape, record: Record, siblings: int) -> bool:
    """Say whether an output member is the thing itself: `{"WorkGroup": {…}}`."""
    if shape.type_name != "structure":
        return False
    return siblings == 1 or record.noun.lower().endswith(_plain(name))


def _plain(name: str) -> str:
    """Name of the thing that a member holds: `project` of `ProjectResponse` or `ProjectInfo`."""
    return re.sub(r"(?<=.)(response|info)$", "", name.lower())
