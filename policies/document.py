"""IAM policy documents in the inputs of a resource, as statements that rules can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.json_input import json_object
from policies.props import Props, Undecided


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
        ValueError: if it is no policy document.
    """
    found = json_object(props, key, "a policy document")
    if found is None:
        return
    where = props.path(key)
    for index, raw in enumerate(_list(found.get("Statement"))):
        yield _statement(raw, f"{where}.Statement[{index}]", index)


def _statement(raw: Mapping[str, Any], where: str, index: int) -> Statement:
    principal = raw.get("Principal", {})
    if principal == "*":
        principal = {"*": "*"}
    return Statement(
        label=str(raw.get("Sid") or f"#{index + 1}"),
        allows=_known(raw.get("Effect"), f"{where}.Effect") == "Allow",
        actions=_lower(raw.get("Action"), f"{where}.Action"),
        not_actions=_lower(raw.get("NotAction"), f"{where}.NotAction"),
        resources=_texts(raw.get("Resource"), f"{where}.Resource"),
        not_resources=_texts(raw.get("NotResource"), f"{where}.NotResource"),
        principals={kind: _texts(v, f"{where}.Principal") for kind, v in principal.items()},
        conditions={
            operator.lower(): {
                key.lower(): _texts(v, f"{where}.Condition") for key, v in tests.items()
            }
            for operator, tests in raw.get("Condition", {}).items()
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
