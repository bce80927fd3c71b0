"""What policies of IAM, of keys and of buckets have in common; each returns what AWS says."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any


def statements(document: Any) -> list[Any]:
    """Statements of a document given as text; none where it is not a policy at all."""
    try:
        found = json.loads(document)
    except (ValueError, TypeError):
        return []
    found = found.get("Statement", []) if isinstance(found, dict) else []
    return [s for s in listed(found) if isinstance(s, dict)]


def listed(value: Any) -> list[Any]:
    """One thing or many, as a list."""
    return value if isinstance(value, list) else [value]


def principals(statement: Any) -> Iterator[str]:
    """Everybody of AWS whom a statement names: `*`, ARNs, account numbers."""
    given = statement.get("Principal")
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        yield from map(str, listed(given.get("AWS", [])))


def allows(statement: Any, action: str) -> bool:
    """Whether a statement may allow an action; one that says it the other way round may."""
    if statement.get("Effect") != "Allow":
        return False
    patterns = listed(statement.get("Action", []))
    return "NotAction" in statement or any(
        fnmatchcase(action.lower(), str(pattern).lower()) for pattern in patterns
    )


def services(statement: Any) -> list[str]:
    """Services that a statement names."""
    given = statement.get("Principal")
    if given == "*":
        return ["*"]
    if not isinstance(given, dict):
        return []
    return [*map(str, listed(given.get("Service", []))), *(p for p in principals(statement))]
