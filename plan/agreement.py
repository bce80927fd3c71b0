"""Whether two plans say the same, a value that only AWS can tell being equal to what it becomes."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plan.computed import is_computed, may_become
from plan.plan import UNKNOWN, Plan, Resource

_ABSENT = object()


@dataclass(frozen=True)
class Difference:
    """One thing in which two plans differ."""

    urn: str
    """The resource."""

    where: str
    """`type`, `name`, `parent`, `dependencies`, a path such as `inputs.tags.team`, or `resource`
    when only one plan has it."""

    left: Any
    """What the first plan says; None when it says nothing."""

    right: Any
    """What the second plan says; None when it says nothing."""

    def __str__(self) -> str:
        return f"{self.urn}: {self.where}: {self.left!r} and {self.right!r}"


def agree(left: Plan, right: Plan) -> list[Difference]:
    """List the differences of two plans in type, name, inputs, parent and dependencies."""
    lefts, rights = left.by_urn(), right.by_urn()
    found = list[Difference]()
    for urn in [*lefts, *(u for u in rights if u not in lefts)]:
        if urn in lefts and urn in rights:
            found.extend(_differences(lefts[urn], rights[urn]))
        else:
            types = [plan[urn].type if urn in plan else None for plan in (lefts, rights)]
            found.append(Difference(urn, "resource", *types))
    return found


def _differences(left: Resource, right: Resource) -> Iterator[Difference]:
    for where in ("type", "name", "parent"):
        if getattr(left, where) != getattr(right, where):
            yield Difference(left.urn, where, getattr(left, where), getattr(right, where))
    if left.dependencies != right.dependencies:
        only = (left.dependencies - right.dependencies, right.dependencies - left.dependencies)
        yield Difference(left.urn, "dependencies", sorted(only[0]), sorted(only[1]))
    for where, a, b in _unequal("inputs", left.inputs, right.inputs):
        yield Difference(left.urn, where, None if a is _ABSENT else a, None if b is _ABSENT else b)


def _unequal(where: str, left: Any, right: Any) -> Iterator[tuple[str, Any, Any]]:
    """Paths below `where` at which two values cannot become the same."""
    if left is UNKNOWN or right is UNKNOWN:
        return
    if isinstance(left, str) and isinstance(right, str):
        if not _texts_agree(left, right):
            yield where, left, right
    elif isinstance(left, dict) and isinstance(right, dict):
        for key in sorted({*left, *right}):
            yield from _unequal(f"{where}.{key}", left.get(key, _ABSENT), right.get(key, _ABSENT))
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for index, (a, b) in enumerate(zip(left, right, strict=True)):
            yield from _unequal(f"{where}[{index}]", a, b)
    elif not _fills(left, right) and (
        left != right or isinstance(left, bool) != isinstance(right, bool)
    ):
        yield where, left, right


def _texts_agree(left: str, right: str) -> bool:
    """Say whether two texts are equal, may become so, or are the same JSON written differently."""
    if left == right:
        return True
    if is_computed(left) != is_computed(right):
        marked, known = (left, right) if is_computed(left) else (right, left)
        if may_become(marked, known):
            return True
    documents = [_document(left), _document(right)]
    return all(isinstance(d, (dict, list)) for d in documents) and not any(_unequal("", *documents))


def _fills(left: Any, right: Any) -> bool:
    """Say whether one of them is a mark alone, which a value of any kind can take the place of."""
    return any(
        isinstance(value, str) and is_computed(value) and re.fullmatch(r"<<[^<>]+>>", value)
        for value in (left, right)
    )


def _document(text: str) -> Any:
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None
