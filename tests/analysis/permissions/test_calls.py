"""The policies allow every call of a deployment, and hold nothing that no call asks for."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from analysis.permissions.document import documents, statements
from analysis.permissions.rights import rights
from analysis.permissions.stack import StackFacts
from plan.plan import Plan
from tests.analysis.permissions.arns import ACCOUNT, REGION
from tests.analysis.permissions.calls import calls
from tests.blueprints.every_part import every_part
from tests.blueprints.support import compose
from tests.components.iam_evaluation import grants

FACTS = StackFacts("fraud-dev", "fraud", "dev", REGION, ACCOUNT)
ONLY_REAL: dict[str, list[str]] = YAML(typ="safe").load(
    (Path(__file__).parent / "only_real.yaml").read_text()
)
"""By reason, the actions that the provider of AWS performs and the sandbox's does not."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Plan:
    project = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        return compose(every_part(2, project), level=2)


@pytest.fixture(scope="module")
def policy(whole) -> list[dict[str, Any]]:
    found = documents(statements(rights(whole, FACTS)))
    return [statement for document in found for statement in document["Statement"]]


def actions_of(found: list[dict[str, Any]]) -> set[str]:
    listed = (s["Action"] for s in found)
    return {a for actions in listed for a in ([actions] if isinstance(actions, str) else actions)}


def test_every_call_is_allowed(whole, policy):
    by_action = dict[str, list[dict[str, Any]]]()
    for statement in policy:
        for action in actions_of([statement]):
            by_action.setdefault(action, []).append(statement)
    assert [
        call
        for call in sorted(calls(whole), key=lambda call: (call.action, call.on))
        if not grants(by_action.get(call.action, []), call.action, call.on, call.keys)
    ] == []


def test_no_action_is_superfluous(whole, policy):
    called = {call.action for call in calls(whole)}
    beyond = {action for actions in ONLY_REAL.values() for action in actions}
    assert actions_of(policy) - called == beyond


OTHERS = {"aws:ResourceTag/team": "risk", "aws:ResourceTag/environment": "dev"}
OWN = {"aws:ResourceTag/team": "fraud", "aws:ResourceTag/environment": "dev"}
TAGGED = {"aws:RequestTag/team": "fraud", "aws:RequestTag/environment": "dev"}
EC2, IAM = f"arn:aws:ec2:{REGION}:{ACCOUNT}:", f"arn:aws:iam::{ACCOUNT}:"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/0a1b"


@pytest.mark.parametrize(
    ("action", "on", "keys"),
    [
        ("s3:DeleteBucket", "arn:aws:s3:::risk-dev-lake-raw-1a2b3c4", {}),
        ("s3:GetObject", "arn:aws:s3:::fraud-dev-lake-raw-1a2b3c4/people.csv", {}),
        ("s3:PutObject", "arn:aws:s3:::fraud-dev-lake-artifacts-1a2b3c4/model.tar.gz", {}),
        ("sagemaker:DeleteEndpoint", f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:endpoint/risk-dev", {}),
        (
            "sagemaker:InvokeEndpoint",
            f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:endpoint/fraud-dev-a",
            {},
        ),
        ("ec2:CreateVpc", f"{EC2}vpc/*", {}),
        ("ec2:DeleteVpc", f"{EC2}vpc/vpc-0a1b", OTHERS),
        ("ec2:DeleteVpc", f"{EC2}vpc/vpc-0a1b", {}),
        ("ec2:CreateTags", f"{EC2}vpc/vpc-0a1b", {**TAGGED, **OTHERS}),
        ("kms:Decrypt", KEY, OTHERS),
        ("kms:CreateGrant", KEY, {**OWN, "kms:GrantIsForAWSResource": "false"}),
        ("iam:CreateUser", f"{IAM}user/fraud-dev-me", {}),
        ("iam:CreateRole", f"{IAM}role/fraud-dev-jobs", {}),
        (
            "iam:CreateRole",
            f"{IAM}role/fraud-dev-jobs",
            {"iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"},
        ),
        ("iam:DeleteRolePermissionsBoundary", f"{IAM}role/fraud-dev-jobs", {}),
        ("iam:PutRolePolicy", f"{IAM}role/stepwell-up-fraud-dev", {}),
        (
            "iam:PassRole",
            f"{IAM}role/fraud-dev-jobs",
            {"iam:PassedToService": "glue.amazonaws.com"},
        ),
        ("iam:PassRole", f"{IAM}role/admin", {"iam:PassedToService": "lambda.amazonaws.com"}),
    ],
)
def test_nothing_else_is_allowed(policy, action, on, keys):
    assert not grants(policy, action, on, keys)
