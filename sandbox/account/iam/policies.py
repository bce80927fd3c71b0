"""What policies say to a request: allowed, denied by whom, or not allowed by whom.

Source: IAM User Guide, "Policy evaluation logic" and "Troubleshoot access denied error messages".
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sandbox.account.iam.conditions import Keys, filled, hold, like, listed

Statement = Mapping[str, Any]
Statements = Sequence[Statement]


@dataclass(frozen=True)
class Asked:
    """One action on one resource, which a call needs to be allowed."""

    action: str
    """`s3:GetObject`."""

    resource: str
    """ARN, or `*` for an action that is about none."""

    keys: Keys
    """Condition keys of the request."""


@dataclass(frozen=True)
class Policies:
    """Everything that has a say about a request; None where there is no such policy."""

    identity: Statements
    boundary: Statements | None = None
    session: Statements | None = None
    resource: Statements | None = None
    must_be_named: bool = False
    """Whether the resource's policy has to allow it, too: keys, and roles that are assumed."""


def applies(statement: Statement, asked: Asked, names: Set[str] | None = None) -> bool:
    """Whether a statement is about a request; `names` are the caller's, in a resource's policy."""
    return (
        _element(statement, "Action", asked.action, asked.keys)
        and (
            (names is not None and not {"Resource", "NotResource"} & statement.keys())
            or _element(statement, "Resource", asked.resource, asked.keys)
        )
        and (names is None or bool(_named(statement, names)))
        and hold(statement.get("Condition", {}), asked.keys)
    )


def refusal(asked: Asked, policies: Policies, names: Sequence[str]) -> str | None:
    """Why a request is denied, in AWS's words; None if it is allowed.

    `names` are those by which a policy of a resource may name the caller: first its own, which no
    boundary limits, then that of its role, then everybody, last its account in two ways.
    """
    everyone = frozenset(names)
    for said, found, called in (
        ("an identity-based policy", policies.identity, None),
        ("a resource-based policy", policies.resource, everyone),
        ("a permissions boundary", policies.boundary, None),
        ("a session policy", policies.session, None),
    ):
        if any(s["Effect"] == "Deny" and applies(s, asked, called) for s in found or ()):
            return f"with an explicit deny in {said}"
    by_resource = [
        name
        for statement in policies.resource or ()
        if statement["Effect"] == "Allow" and applies(statement, asked, everyone)
        for name in _named(statement, everyone)
    ]
    if policies.must_be_named and not by_resource:
        return f"because no resource-based policy allows the {asked.action} action"
    if names[0] in by_resource:
        return None
    # To name the account only leaves it to the account's own policies.
    alone = any(name not in names[-2:] for name in by_resource)
    if not alone and not _allowed(policies.identity, asked):
        return f"because no identity-based policy allows the {asked.action} action"
    for said, cap in (("permissions boundary", policies.boundary), ("session", policies.session)):
        if cap is not None and not _allowed(cap, asked):
            kind = said if said != "session" else "session policy"
            return f"because no {kind} allows the {asked.action} action"
    return None


def _allowed(statements: Statements, asked: Asked) -> bool:
    return any(s["Effect"] == "Allow" and applies(s, asked) for s in statements)


def _element(statement: Statement, name: str, value: str, keys: Keys) -> bool:
    """Whether `Action` or `Resource` covers a value; of `NotAction` and `NotResource`, it does not.

    A statement without either covers nothing. Names of actions are the same in capitals.
    """
    without = f"Not{name}"
    patterns = [filled(str(p), keys) for p in listed(statement.get(name, statement.get(without)))]
    if name == "Action":
        value, patterns = value.lower(), [pattern.lower() for pattern in patterns]
    return any(like(value, pattern) for pattern in patterns) != (without in statement)


def _named(statement: Statement, names: Iterable[str]) -> list[str]:
    """Which of the caller's names are in a statement's `Principal`."""
    without = "NotPrincipal" in statement
    given: Any = statement.get("NotPrincipal" if without else "Principal", {})
    by_kind: Mapping[str, Any] = {"AWS": given} if isinstance(given, str) else given
    written = {one for kind in by_kind.values() for one in listed(kind)}
    found = [name for name in names if name in written]
    if without:
        return [] if found else list(names)
    return found
