"""What the tests of a deploy identity share: how to declare one, and what its roles allow."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any, cast

import pytest

from components.deploy_identity import DeployIdentity, DeployIdentityArgs
from components.errors import InputError
from plan.plan import Plan
from tests.components.support import declared, statements

ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/policy:Policy"
ATTACHED = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
BOUNDARY = "arn:aws:iam::000000000000:policy/fraud-dev-boundary"
GITHUB = {"repository": "octo-org/octo-repo"}
UUID = "9a8b7c6d-0000-4000-8000-00000000000"
BITBUCKET = {
    "workspace": "acme",
    "workspace_uuid": f"{UUID}1",
    "repository_uuid": f"{UUID}2",
    "environment_uuid": f"{UUID}3",
}
AZURE = {
    "organization": "contoso",
    "organization_id": f"{UUID}4",
    "project": "ML Platform",
    "plan_connection": "aws-plan",
    "deploy_connection": "aws-deploy",
}


def plan_with(prefix: str = "fraud-dev", **more: Any) -> Plan:
    wired = {
        "prefix": prefix,
        "kms_key_arn": KEY,
        "team": "fraud",
        "environment": "dev",
        "permissions_boundary_arn": BOUNDARY,
    }
    if not {"github", "gitlab", "bitbucket", "azure_devops"} & set(more):
        more["github"] = GITHUB
    args = cast(DeployIdentityArgs, {**wired, **more})
    return declared(DeployIdentity, f"{prefix}-identity", args)


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return [str(p) for p in error.value.problems]


def condition(plan: Plan, kind: str) -> Any:
    role = next(r for r in plan.of_type(ROLE) if r.inputs["name"].endswith(f"-ci-{kind}"))
    (statement,) = statements(role.inputs["assumeRolePolicy"])
    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert list(statement["Principal"]) == ["Federated"]
    return statement["Condition"]


def document(plan: Plan, kind: str) -> list[dict[str, Any]]:
    policy = next(p for p in plan.of_type(POLICY) if p.inputs["name"].endswith(f"-ci-{kind}"))
    return statements(policy.inputs["policy"])


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def allows(
    plan: Plan,
    role: str,
    action: str,
    resource: str,
    *,
    named: Callable[[str], str] = str,
) -> bool:
    """Whether any policy of the role allows it, its refusals without a condition counted.

    `named` says what a resource of a policy is called where the plan knows it by a mark.
    """
    found = [
        s
        for p in plan.of_type(POLICY)
        if f"-ci-{role}-" in p.inputs.get("name", "")
        for s in statements(p.inputs["policy"])
        if "Action" in s
        and any(fnmatchcase(action, a) for a in listed(s["Action"]))
        and any(fnmatchcase(resource, named(r)) for r in listed(s["Resource"]))
    ]
    refused = any(s["Effect"] == "Deny" and "Condition" not in s for s in found)
    return not refused and any(s["Effect"] == "Allow" for s in found)
