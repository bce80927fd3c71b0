"""Who signed a request, and the policies that say what they may do: moto's state of IAM and STS."""

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from sandbox.account.context import account_of
from sandbox.account.iam.conditions import listed
from sandbox.account.iam.policies import Statement, Statements


@dataclass(frozen=True)
class Principal:
    """A user of the account, or a session of one of its roles."""

    arn: str
    names: tuple[str, ...]
    """By what the policies of resources may name it; see `policies.refusal`."""

    identity: Statements
    boundary: Statements | None
    session: Statements | None
    keys: Mapping[str, str]
    """Condition keys that are about the caller."""


def principal(access_key: str, partition: str) -> Principal | None:
    """Whose key it is; None for those of the account's administrator, whom nothing limits."""
    number = account_of(access_key)
    iam: Any = iam_backends[number][partition]
    session: Any = _session(number, partition, access_key)
    user: Any = None if session is not None else iam.get_user_from_access_key_id(access_key)
    if session is None and user is None:
        return None
    owner: Any = user if session is None else _role(iam, session.role_arn)
    arn: str = user.arn if session is None else session.arn
    role_arn: str = arn if session is None else session.role_arn
    own = (arn,) if session is None else (arn, role_arn)
    groups: Iterable[Any] = iam.get_groups_for_user(user.name) if user is not None else ()
    holders = [holder for holder in (owner, *groups) if holder is not None]
    return Principal(
        arn,
        (*own, "*", number, f"arn:{partition}:iam::{number}:root"),
        [statement for holder in holders for statement in _identity(holder)],
        _boundary(iam, owner),
        statements(session.policy) if session is not None and session.policy else None,
        _keys(arn, role_arn, session, owner) | {"aws:principalaccount": number},
    )


def _session(account: str, partition: str, access_key: str) -> Any:
    return sts_backends[account][partition].get_assumed_role_from_access_key(access_key)


def statements(document: str) -> tuple[Statement, ...]:
    """Statements of a policy document."""
    return _parsed(document)


@functools.lru_cache(maxsize=256)
def _parsed(document: str) -> tuple[Statement, ...]:
    return tuple(listed(json.loads(document).get("Statement", [])))


def _role(iam: Any, arn: str) -> Any:
    return next((role for role in iam.roles.values() if role.arn == arn), None)


def _identity(holder: Any) -> Iterable[Statement]:
    for document in holder.policies.values():
        yield from statements(document)
    for policy in holder.managed_policies.values():
        yield from _managed(policy)


def _managed(policy: Any) -> Statements:
    return statements(next(v.document for v in policy.versions if v.is_default))


def _boundary(iam: Any, owner: Any) -> Statements | None:
    arn = getattr(owner, "permissions_boundary_arn", None)
    if not arn:
        return None
    policy = iam.managed_policies.get(arn)
    # One that is gone allows nothing.
    return _managed(policy) if policy is not None else ()


def _keys(arn: str, role_arn: str, session: Any, owner: Any) -> dict[str, str]:
    tags = {tag["Key"]: tag["Value"] for tag in getattr(owner, "tags", None) or []}
    found = {
        "aws:principalarn": role_arn if session else arn,
        "aws:principaltype": "AssumedRole" if session else "User",
        "aws:userid": session.user_id if session else owner.id,
    }
    if session is None:
        found["aws:username"] = owner.name
    return found | {f"aws:principaltag/{name.lower()}": value for name, value in tags.items()}
