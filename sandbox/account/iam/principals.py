"""Who signed a request, and the policies that say what they may do: moto's state of IAM and STS."""

from collections.abc import Iterator, Mapping
from typing import Any

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from sandbox.account.context import account_of
from sandbox.account.iam.policies import Caller, Policies, Statements, statements
from sandbox.account.options import ACCOUNT
from sandbox.account.roles import role_of

Principal = tuple[Caller, Policies, Mapping[str, str]]
"""Its names, the policies of its account about it, and the condition keys that are about it."""


def principal(access_key: str, partition: str) -> Principal | None:
    """Whose key it is; None for those of an account's administrator, whom nothing limits.

    So is whoever has assumed a role that is not there, in another account than the sandbox's own.
    """
    account = account_of(access_key)
    iam: Any = iam_backends[account][partition]
    sts: Any = sts_backends[account][partition]
    session: Any = sts.get_assumed_role_from_access_key(access_key)
    user: Any = iam.get_user_from_access_key_id(access_key)
    owner: Any = user if session is None else role_of(session.role_arn)
    who: Any = session or user
    if who is None or (owner is None and account != ACCOUNT):
        return None
    groups = iam.get_groups_for_user(user.name) if session is None else ()
    holders = [holder for holder in (owner, *groups) if holder is not None]
    identity = [statement for holder in holders for statement in _identity(iam, holder)]
    caps = dict[str, Statements]()
    if boundary := getattr(owner, "permissions_boundary_arn", None):
        caps["permissions boundary"] = _managed(iam, boundary)
    # The ARNs that are given along when a role is assumed are a correction's.
    limits = [_managed(iam, arn) for arn in getattr(session, "policy_arns", ())]
    if session is not None and session.policy:
        limits.append(statements(session.policy))
    if limits:
        caps["session policy"] = [statement for found in limits for statement in found]
    role = () if session is None else (session.role_arn,)
    caller = Caller(who.arn, role, (account, f"arn:{partition}:iam::{account}:root"))
    keys = {"aws:principalarn": (*role, who.arn)[0], "aws:principalaccount": account}
    return caller, Policies(identity, caps), keys | _keys(owner, session)


def trust(role: str) -> Statements:
    """Statements of the trust policy of a role, by its ARN; none of one that is not there."""
    return statements(getattr(role_of(role), "assume_role_policy_document", None))


def _identity(iam: Any, holder: Any) -> Iterator[Mapping[str, Any]]:
    for document in holder.policies.values():
        yield from statements(document)
    for arn in holder.managed_policies:
        yield from _managed(iam, arn)


def _managed(iam: Any, arn: str) -> Statements:
    """Statements of a managed policy; one that is gone allows nothing."""
    policy: Any = iam.managed_policies.get(arn)
    versions = policy.versions if policy is not None else ()
    return next((statements(v.document) for v in versions if v.is_default), ())


def _keys(owner: Any, session: Any) -> dict[str, str]:
    tags = {tag["Key"]: tag["Value"] for tag in getattr(owner, "tags", None) or []}
    if session is None:
        found = {"aws:principaltype": "User", "aws:userid": owner.id, "aws:username": owner.name}
    else:
        found = {"aws:principaltype": "AssumedRole", "aws:userid": session.user_id}
        found["aws:multifactorauthpresent"] = "false"
        tags |= getattr(session, "given_tags", {})
    return found | {f"aws:principaltag/{name.lower()}": value for name, value in tags.items()}
