"""What the tests of the personas share: one set of wired inputs, and who may do what."""

import json
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from components.personas import Personas, PersonasArgs, PersonasSettings
from plan.plan import Plan
from tests.components.support import declare, statements

REGION = "arn:aws:sagemaker:eu-west-1:000000000000"


def wired(prefix: str = "fraud-dev", team: str = "fraud") -> PersonasArgs:
    return {
        "prefix": prefix,
        "team": team,
        "kms_key_arn": "arn:aws:kms:eu-west-1:000000000000:key/" + "k" * 36,
        "raw_bucket": f"{prefix}-lake-raw",
        "curated_bucket": f"{prefix}-lake-curated",
        "features_bucket": f"{prefix}-lake-features",
        "artifacts_bucket": f"{prefix}-lake-artifacts",
        "database_name": prefix.replace("-", "_"),
        "workgroup_name": f"{prefix}-lake-workgroup",
        "training_role_arn": f"arn:aws:iam::000000000000:role/{prefix}-training-role-abcdef0",
    }


@cache
def _default() -> Plan:
    return declare(lambda: Personas("fraud-dev-personas", wired()))


def personas(settings: PersonasSettings | None = None, **more: Any) -> Plan:
    if settings is None and not more:
        return _default()
    args: Any = {**wired(), **(settings or {}), **more}
    return declare(lambda: Personas("fraud-dev-personas", args))


def allowed(plan: Plan, persona: str) -> list[dict[str, Any]]:
    """Statements of all policies that the role of one persona has."""
    own = [
        p.inputs["policy"]
        for p in plan.of_type("aws:iam/rolePolicy:RolePolicy")
        if p.name.endswith(f"-{persona}-own")
    ]
    managed = {
        f"<<{p.name}#arn>>": p.inputs["policy"] for p in plan.of_type("aws:iam/policy:Policy")
    }
    attached = [
        managed[a.inputs["policyArn"]]
        for a in plan.of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        if f"-{persona}-" in a.name and a.inputs["policyArn"] in managed
    ]
    return [s for document in own + attached for s in statements(document)]


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def granting(plan: Plan, persona: str, action: str) -> list[dict[str, Any]]:
    """Statements that allow a persona `action` on something."""
    return [
        s
        for s in allowed(plan, persona)
        if s["Effect"] == "Allow" and any(fnmatchcase(action, a) for a in as_list(s["Action"]))
    ]


def trust_of(plan: Plan, persona: str) -> list[dict[str, Any]]:
    (role,) = [r for r in plan.of_type("aws:iam/role:Role") if r.name.endswith(f"-{persona}")]
    return json.loads(role.inputs["assumeRolePolicy"])["Statement"]
