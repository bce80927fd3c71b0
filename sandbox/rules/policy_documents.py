"""What rules ask of the policies of identities, keys and buckets."""

from collections.abc import Iterator
from typing import Any

from sandbox.account.iam.conditions import listed
from sandbox.account.iam.policies import covers, statements
from sandbox.account.iam.policies import principals as services

__all__ = ["allows", "listed", "principals", "services", "statements"]


def principals(statement: Any) -> Iterator[str]:
    """Everybody of AWS whom a statement names: `*`, ARNs, account numbers."""
    given = statement.get("Principal")
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        yield from map(str, listed(given.get("AWS", [])))


def allows(statement: Any, action: str) -> bool:
    """Whether a statement may allow an action."""
    return statement.get("Effect") == "Allow" and covers(statement, "Action", action, {})
