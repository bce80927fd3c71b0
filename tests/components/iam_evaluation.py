"""What the statements of one policy say to a request, as the sandbox's account evaluates them."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.iam.policies import Asked, applies

Context = Mapping[str, Any]
"""Condition keys of a request; a key that is not there is absent, lists are multivalued."""


def refusals(statements: list[dict[str, Any]], action: str, context: Context) -> set[str]:
    """Sids of the deny statements that refuse the request."""
    asked = _asked(action, "*", context)
    return {s["Sid"] for s in statements if s["Effect"] == "Deny" and applies(s, asked)}


def grants(
    statements: list[dict[str, Any]], action: str, resource: str, context: Context | None = None
) -> bool:
    """Whether a statement allows the request on one resource, and none denies it."""
    asked = _asked(action, resource, context or {})
    return {s["Effect"] for s in statements if applies(s, asked)} == {"Allow"}


def _asked(action: str, resource: str, context: Context) -> Asked:
    return Asked(action, resource, {key.lower(): value for key, value in context.items()})
