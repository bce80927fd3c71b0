"""What policies say to a request: allowed, denied by whom, or not allowed by whom.

Source: IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic",
"AWS JSON policy elements: Principal" and "Troubleshoot access denied error messages".
"""

import functools
import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from sandbox.account.iam.conditions import Keys, hold, like, listed

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
class Caller:
    """Who asks, by the names that the policies of resources may have for it."""

    arn: str
    """Its own: what is allowed to it by this name, nothing of its account limits."""

    role: tuple[str, ...] = ()
    """Of a session, the ARN of its role."""

    account: tuple[str, ...] = ()
    """Number and ARN of its account; to name it leaves it to the account's own policies."""

    @property
    def names(self) -> Set[str]:
        """Everything that a policy may call it."""
        return {self.arn, *self.role, *self.account, "*"}


@dataclass(frozen=True)
class Policies:
    """Everything that has a say about a request; None where there is no such policy."""

    identity: Statements = ()
    caps: Mapping[str, Statements] = field(default_factory=dict[str, Statements])
    """What limits the caller, as AWS calls it: `permissions boundary`, `session policy`."""
    resource: Statements | None = None
    endpoint: Statements | None = None
    """Of the VPC endpoint that the request comes through."""
    must_be_named: bool = False
    """Whether the resource's policy has to allow it, too: keys, and roles that are assumed."""
    elsewhere: bool = False
    """Whether the resource is another account's: then both sides have to allow it."""


@functools.lru_cache(maxsize=512)
def statements(document: str | None) -> tuple[dict[str, Any], ...]:
    """Statements of a policy document; none where it is not a policy at all."""
    try:
        found: Any = json.loads(document or "")
    except ValueError:
        return ()
    if not isinstance(found, dict):
        return ()
    if found.get("Version") != "2012-10-17" and "${" in str(document):
        # Variables came with that version; in an older one they stand for themselves.
        found = json.loads(str(document).replace("${", "${$}{"))
    return tuple(one for one in listed(found.get("Statement", [])) if isinstance(one, dict))


def applies(statement: Statement, asked: Asked, names: Set[str] | None = None) -> bool:
    """Whether a statement is about a request; `names` are the caller's, in a resource's policy."""
    of_its_resource = names is not None and not {"Resource", "NotResource"} & statement.keys()
    return (
        covers(statement, "Action", asked.action, asked.keys)
        and (of_its_resource or covers(statement, "Resource", asked.resource, asked.keys))
        and (names is None or bool(_named(statement, names)))
        and hold(statement.get("Condition", {}), asked.keys)
    )


def covers(statement: Statement, name: str, value: str, keys: Keys) -> bool:
    """Whether `Action` or `Resource` covers a value; of `NotAction` and `NotResource`, it does not.

    A statement without either covers nothing. Names of actions are the same in capitals.
    """
    without = f"Not{name}" in statement
    patterns = map(str, listed(statement.get(f"Not{name}" if without else name, [])))
    if name == "Action":
        return any(like(value.lower(), pattern.lower(), {}) for pattern in patterns) != without
    return any(like(value, pattern, keys) for pattern in patterns) != without


def principals(statement: Statement, element: str = "Principal") -> frozenset[str]:
    """Everybody whom a statement names, of whatever kind: `*`, ARNs, accounts, services."""
    given: Any = statement.get(element) or {}
    by_kind = given.values() if isinstance(given, dict) else [given]
    return frozenset(str(one) for kind in by_kind for one in listed(kind))


def _named(statement: Statement, names: Set[str]) -> Set[str]:
    """Which of the caller's names make a statement be about it."""
    if "NotPrincipal" not in statement:
        return names & principals(statement)
    excepted = names & principals(statement, "NotPrincipal")
    if statement["Effect"] == "Deny":
        # A session is excepted only together with its role and its account.
        accounts = {name for name in names if name.isdecimal() or name.endswith(":root")}
        whole = names - accounts - {"*"} <= excepted and (excepted & accounts or not accounts)
        return frozenset() if whole else names
    return frozenset() if excepted else names


def refusal(asked: Asked, policies: Policies, caller: Caller) -> str | None:
    """Why a request is denied, in AWS's words; None if it is allowed."""

    def says(effect: str, found: Statements | None, names: Set[str] | None = None) -> bool:
        return any(s["Effect"] == effect and applies(s, asked, names) for s in found or ())

    for kind, found, names in (
        ("n identity-based policy", policies.identity, None),
        (" resource-based policy", policies.resource, caller.names),
        (" VPC endpoint policy", policies.endpoint, caller.names),
        *((f" {kind}", found, None) for kind, found in policies.caps.items()),
    ):
        if says("Deny", found, names):
            return f"with an explicit deny in a{kind}"
    called = {
        name
        for statement in policies.resource or ()
        if statement["Effect"] == "Allow" and applies(statement, asked, caller.names)
        for name in _named(statement, caller.names)
    }
    missing = f"because no {{}} allows the {asked.action} action".format
    if (policies.must_be_named or policies.elsewhere) and not called:
        return missing("resource-based policy")
    if policies.endpoint is not None and not says("Allow", policies.endpoint, caller.names):
        return missing("VPC endpoint policy")
    if caller.arn in called and not policies.elsewhere:
        return None
    alone = called - {*caller.account} and not policies.elsewhere
    if not alone and not says("Allow", policies.identity):
        return missing("identity-based policy")
    return next(
        (missing(kind) for kind, cap in policies.caps.items() if not says("Allow", cap)), None
    )
