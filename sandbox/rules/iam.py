"""Rules of IAM's policies (IAM User Guide, "JSON policy element reference" and "Quotas")."""

import json
import re
from typing import TYPE_CHECKING, Any

from sandbox.rules import Params, account_rule, rule
from sandbox.rules.policy_documents import listed, statements
from sandbox.rules.policy_grammar import malformed

if TYPE_CHECKING:
    from sandbox.account.context import Context

_IDENTITY = ("CreatePolicy", "CreatePolicyVersion", "PutRolePolicy")
_TRUST = ("CreateRole", "UpdateAssumeRolePolicy")
_TRUSTED = {
    f"sts:{name}"
    for name in (
        "AssumeRole",
        "AssumeRoleWithWebIdentity",
        "AssumeRoleWithSAML",
        "TagSession",
        "SetSourceIdentity",
        "SetContext",
    )
}
_MALFORMED = "MalformedPolicyDocument"


def _document(params: Params) -> Any:
    name = "AssumeRolePolicyDocument" if "AssumeRolePolicyDocument" in params else "PolicyDocument"
    return params.get(name)


@rule("iam", *_IDENTITY, *_TRUST, at="PolicyDocument AssumeRolePolicyDocument", code=_MALFORMED)
def policies_in_their_form(params: Params) -> str | None:
    """The grammar; a `Sid` is of letters and digits, and occurs once."""
    document = _document(params)
    seen = list[str]()
    for statement in statements(document):
        name = statement.get("Sid") or ""
        if not re.fullmatch(r"[A-Za-z0-9]*", name):
            return f"Statement IDs (SID) must be alpha-numeric, got {name!r}."
        if name and name in seen:
            return "Statement IDs (SID) in a single policy must be unique."
        seen.append(name)
    return malformed(document, "Action")


@rule("iam", *_IDENTITY, at="PolicyDocument", code=_MALFORMED)
def identity_has_no_principal(params: Params) -> str | None:
    """An identity's policy names resources and nobody."""
    for statement in statements(_document(params)):
        if "Principal" in statement or "NotPrincipal" in statement:
            return "Policy document should not specify a principal."
        if "Resource" not in statement and "NotResource" not in statement:
            return "Policy statement must contain resources."
        for resource in listed(statement.get("Resource", "*")):
            if resource != "*" and not str(resource).startswith(("arn:", "*")):
                return f'Resource {resource} must be in ARN format or "*".'
    return None


@rule("iam", *_TRUST, at="AssumeRolePolicyDocument", code=_MALFORMED)
def trust_names_somebody(params: Params) -> str | None:
    """A role's trust policy names who may assume it, and no resource."""
    for statement in statements(_document(params)):
        if "Resource" in statement:
            return "Has prohibited field Resource"
        if "Principal" not in statement and "NotPrincipal" not in statement:
            return "Missing required field Principal"
        for action in listed(statement.get("Action", [])):
            if action not in _TRUSTED:
                return "AssumeRole policy may only specify STS AssumeRole actions."
    return None


@rule("iam", "CreatePolicy", "CreatePolicyVersion", at="PolicyDocument", code="LimitExceeded")
def size_of_a_managed_policy(params: Params) -> str | None:
    """White space does not count."""
    if _size(params["PolicyDocument"]) > 6144:
        return "Cannot exceed quota for PolicySize: 6144"
    return None


@rule("iam", "PutRolePolicy", at="PolicyDocument", code="LimitExceeded")
def size_of_an_inline_policy(params: Params) -> str | None:
    """It is the size of all of a role's together; white space does not count."""
    if _size(params["PolicyDocument"]) > 10240:
        return f"Maximum policy size of 10240 bytes exceeded for role {params['RoleName']}"
    return None


def _size(document: str) -> int:
    try:
        return len(json.dumps(json.loads(document), separators=(",", ":")))
    except ValueError:
        return 0


@rule("iam", *_TRUST, at="AssumeRolePolicyDocument", code="LimitExceeded")
def size_of_a_trust_policy(params: Params) -> str | None:
    """2048 characters, which may be raised to 4096; white space does not count."""
    if _size(_document(params)) > 4096:
        return "Cannot exceed quota for ACLSizePerRole: 4096"
    return None


@account_rule("iam", "DeletePolicy", code="DeleteConflict")
def policy_is_attached(context: "Context") -> str | None:
    """A managed policy stays while it is attached."""
    policy = context.backend().managed_policies.get(context.params["PolicyArn"])
    if policy is not None and policy.attachment_count:
        return "Cannot delete a policy attached to entities."
    return None
