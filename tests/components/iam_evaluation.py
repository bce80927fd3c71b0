"""Evaluates statements on a request, as IAM does, for the operators that ours use."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

Context = Mapping[str, Any]
"""Condition keys of a request; a key that is not there is absent, lists are multivalued."""


def refusals(statements: list[dict[str, Any]], action: str, context: Context) -> set[str]:
    """Sids of the deny statements that refuse the request."""
    return {
        s["Sid"]
        for s in statements
        if s["Effect"] == "Deny"
        and any(fnmatchcase(action, a) for a in _listed(s["Action"]))
        and _holds(s["Condition"], context)
    }


def grants(
    statements: list[dict[str, Any]], action: str, resource: str, context: Context | None = None
) -> bool:
    """Whether a statement allows the request on one resource, and none denies it."""
    matching = {
        s["Effect"]
        for s in statements
        if any(fnmatchcase(action, a) for a in _listed(s["Action"]))
        and any(fnmatchcase(resource, r) for r in _listed(s["Resource"]))
        and _holds(s.get("Condition", {}), context or {})
    }
    return matching == {"Allow"}


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _holds(conditions: Mapping[str, Mapping[str, Any]], context: Context) -> bool:
    return all(
        _operator(operator, key, value if isinstance(value, list) else [value], context)
        for operator, keys in conditions.items()
        for key, value in keys.items()
    )


def _operator(operator: str, key: str, allowed: list[str], context: Context) -> bool:
    given = context.get(key)
    if operator == "Null":
        return (given is None) == (allowed == ["true"])
    if operator == "ForAnyValue:StringNotEquals":
        return given is not None and any(one not in allowed for one in given)
    if operator in ("ArnNotEquals", "StringNotEquals"):
        return given is None or given not in allowed
    if given is None:
        return operator.endswith("IfExists")
    if operator.startswith("Bool"):
        return str(given).lower() in allowed
    if operator.startswith("NumericGreaterThan"):
        return float(given) > float(allowed[0])
    if operator.removesuffix("IfExists") == "StringEquals":
        return given in allowed
    if operator in ("StringLike", "ArnLike"):
        return any(fnmatchcase(given, pattern) for pattern in allowed)
    raise NotImplementedError(operator)
