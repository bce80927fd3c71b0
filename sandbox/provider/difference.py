"""What differs between two sets of inputs, and what that means for the resource."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plan.plan import UNKNOWN
from sandbox.names import as_text
from sandbox.paths import plain
from sandbox.provider.descriptor import ResourceType
from sandbox.provider.naming import autoname_of, was_defaulted
from sandbox.schema.store import ResourceSchema

_ORDERED = ("command", "args", "argument", "entrypoint")
"""Lists of texts whose order matters; all others the provider treats as sets."""

_NOTHING = (None, [], {})


@dataclass(frozen=True)
class Change:
    """One property that differs."""

    path: str
    """With indexes: `productionVariants[0].modelName`."""

    kind: str
    """`add`, `delete` or `update`."""

    replaces: bool
    """Whether it cannot change on the existing resource."""

    @property
    def top(self) -> str:
        """Top-level property that it belongs to."""
        return self.path.split(".")[0].split("[")[0]


def changes(kind: ResourceType, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every difference between the inputs `old` and `new`."""
    names = [n for n in (*old, *(n for n in new if n not in old)) if not n.startswith("__")]
    return [
        Change(path, what, _replaces(kind, path, what))
        for name in names
        for path, what in _differences(name, old.get(name), new.get(name))
    ]


def deletes_first(
    kind: ResourceType, schema: ResourceSchema, old: Mapping[str, Any], new: Mapping[str, Any]
) -> bool:
    """Whether a replacement cannot create before it deletes: the name is fixed and stays."""
    rule = autoname_of(kind, schema)
    if kind.delete_first or rule is None:
        return kind.delete_first
    name = new.get(rule.property)
    return (
        name is not None
        and name == old.get(rule.property)
        and not (was_defaulted(new, rule.property))
    )


def same(one: Any, other: Any, path: str = "") -> bool:
    """Whether two values mean the same to the provider: sets in any order, JSON in any layout."""
    return not any(_differences(path, one, other))


def digest(value: Any) -> str:
    """A short text that is the same for what means the same."""
    text = json.dumps(_ordered(value), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _ordered(value: Any) -> Any:
    """A value whose lists of texts have one order, whatever order the account shows."""
    if isinstance(value, dict):
        return {k: _ordered(v) for k, v in value.items()}
    if isinstance(value, list):
        items = [_ordered(v) for v in value]
        return sorted(items) if all(isinstance(v, str) for v in items) else items
    return value


def _differences(path: str, old: Any, new: Any) -> Iterator[tuple[str, str]]:
    if old == new and old is not UNKNOWN:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [k for k in (*old, *(k for k in new if k not in old)) if not k.startswith("__")]
        for key in keys:
            yield from _differences(f"{path}.{key}", old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _list_differences(path, old, new)
    elif old in _NOTHING and new in _NOTHING:
        return
    elif old is None:
        yield path, "add"
    elif new is None:
        yield path, "delete"
    elif not _same_scalar(old, new):
        yield path, "update"


def _list_differences(path: str, old: list[Any], new: list[Any]) -> Iterator[tuple[str, str]]:
    scalars = all(isinstance(v, (str, int, float)) for v in (*old, *new))
    name = path.rsplit(".", 1)[-1].lower()
    is_set = scalars and not any(word in name for word in _ORDERED)
    if is_set and sorted(map(str, old)) == sorted(map(str, new)):
        return
    for index in range(max(len(old), len(new))):
        before = old[index] if index < len(old) else None
        after = new[index] if index < len(new) else None
        yield from _differences(f"{path}[{index}]", before, after)


def _same_scalar(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old[:1] in "[{" and new[:1] in "[{" and _parsed(old) == _parsed(new)
    return (isinstance(old, str) or isinstance(new, str)) and as_text(old) == as_text(new)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _replaces(kind: ResourceType, path: str, what: str) -> bool:
    if (path, what, kind.native) == ("region", "update", False):
        return True  # Each type of `aws` has a region of its own.
    return any(f"{plain(path)}.".startswith(f"{name}.") for name in kind.replaces)
