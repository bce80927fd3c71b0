"""IAM policy documents in the inputs of a resource, as statements that rules can read."""

import contextlib
import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.json_input import json_object
from policies.props import Props, Undecided, of_kind


@dataclass(frozen=True)
class Statement:
    """One statement of a policy.

    Resources may hold marks of values that AWS decides: the ARN of one resource, never a
    wildcard. An action or an effect that is not known leaves a rule undecided.
    """

    label: str
    """Its `Sid`, or its place in the document, for messages."""

    allows: bool
    """Whether its effect is Allow."""

    actions: tuple[str, ...]
    """Actions, lowercase, as IAM compares them; empty if the statement has `NotAction`."""

    not_actions: tuple[str, ...]
    """Actions of `NotAction`, lowercase: everything but these."""

    resources: tuple[str, ...]
    """Resources; empty if the statement has none or `NotResource`."""

    not_resources: tuple[str, ...]
    """Resources of `NotResource`: everything but these."""

    principals: Mapping[str, tuple[str, ...]]
    """Principals by kind: `AWS`, `Service`, `Federated`; `*` is both kind and principal of all."""

    conditions: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Values by operator and condition key, both lowercase."""


def statements(props: Props, key: str) -> Iterator[Statement]:
    """Statements of the document in the input `key`; none if it is not given.

    Raises:
        Undecided: if the document as a whole is not known yet.
        Unusable: if it is no policy document.
    """
    text, where = props.raw(key), props.path(key)
    read: tuple[Statement | Undecided, ...] | None = None
    if isinstance(text, str):
        # What is no JSON, or no object, is refused below.
        with contextlib.suppress(ValueError):
            read = _of_text(text, where)
    if read is None:
        found = json_object(props, key, "a policy document")
        read = () if found is None else _all(found, where)
    for statement in read:
        if isinstance(statement, Undecided):
            raise statement
        yield statement


@functools.lru_cache(maxsize=1024)
def _of_text(text: str, where: str) -> tuple[Statement | Undecided, ...]:
    """Read a document once for all rules that look at it, which takes most of their time."""
    found = json.loads(text)
    if not isinstance(found, Mapping):
        raise ValueError(text)
    return _all(found, where)


def _all(found: Mapping[str, Any], where: str) -> tuple[Statement | Undecided, ...]:
    """Statements of a document, up to the first that cannot be read yet."""
    read = list[Statement | Undecided]()
    for index, raw in enumerate(_list(found.get("Statement"))):
        at = f"{where}.Statement[{index}]"
        try:
            read.append(_statement(of_kind(raw, {}, at), at, index))
        except Undecided as missing:
            read.append(Undecided(missing.path))
            break
    return tuple(read)


def _statement(raw: Mapping[str, Any], where: str, index: int) -> Statement:
    principal = raw.get("Principal", {})
    if principal == "*":
        principal = {"*": "*"}
    conditions = of_kind(raw.get("Condition", {}), {}, f"{where}.Condition")
    return Statement(
        label=str(raw.get("Sid") or f"#{index + 1}"),
        allows=_known(raw.get("Effect"), f"{where}.Effect") == "Allow",
        actions=_lower(raw.get("Action"), f"{where}.Action"),
        not_actions=_lower(raw.get("NotAction"), f"{where}.NotAction"),
        resources=_texts(raw.get("Resource"), f"{where}.Resource"),
        not_resources=_texts(raw.get("NotResource"), f"{where}.NotResource"),
        principals={
            kind: _texts(v, f"{where}.Principal")
            for kind, v in of_kind(principal, {}, f"{where}.Principal").items()
        },
        conditions={
            operator.lower(): {
                key.lower(): _texts(v, f"{where}.Condition")
                for key, v in of_kind(tests, {}, f"{where}.Condition.{operator}").items()
            }
            for operator, tests in conditions.items()
        },
    )


def _lower(value: Any, where: str) -> tuple[str, ...]:
    return tuple(_known(text, where).lower() for text in _list(value))


def _texts(value: Any, where: str) -> tuple[str, ...]:
    found = _list(value)
    if UNKNOWN in found:
        raise Undecided(where)
    return tuple(str(v).lower() if isinstance(v, bool) else str(v) for v in found)


def _known(value: Any, where: str) -> str:
    if is_computed(value):
        raise Undecided(where)
    return str(value)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
