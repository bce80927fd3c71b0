import json
import re
from pathlib import Path

import pytest

from tests.components.identity_support import (
    ATTACHED,
    AZURE,
    BOUNDARY,
    KEY,
    POLICY,
    PROVIDER,
    ROLE,
    allows,
    document,
    listed,
    plan_with,
    problems_of,
)
from tests.components.support import only, statements


def test_adopts_the_provider_of_the_account_if_it_is_the_right_one():
    arn = "arn:aws:iam::000000000000:oidc-provider/token.actions.githubusercontent.com"
    plan = plan_with(provider_arn=arn)
    assert plan.of_type(PROVIDER) == ()
    assert only(plan, "stepwell:index:DeployIdentity").outputs["provider_arn"] == arn
    other = "arn:aws:iam::000000000000:oidc-provider/gitlab.com"
    assert problems_of(provider_arn=other) == [
        f"provider_arn: must be the provider of token.actions.githubusercontent.com, got '{other}'"
    ]


def test_both_roles_are_capped_by_a_boundary_that_grants_nothing():
    plan = plan_with()
    boundary = next(p for p in plan.of_type(POLICY) if p.inputs["name"] == "fraud-dev-ci-boundary")
    caps = {r.inputs["permissionsBoundary"] for r in plan.of_type(ROLE)}
    assert len(caps) == 1
    assert not any(a.inputs["policyArn"] in caps for a in plan.of_type(ATTACHED))
    assert [s["Effect"] for s in statements(boundary.inputs["policy"])][1:] == ["Deny"] * 6
    adopted = "arn:aws:iam::000000000000:policy/company"
    assert {
        r.inputs["permissionsBoundary"] for r in plan_with(boundary_arn=adopted).of_type(ROLE)
    } == {adopted}


def test_no_role_is_made_without_the_boundary_of_the_stack():
    (refusal,) = [
        s
        for s in document(plan_with(), "deploy-guardrails")
        if s["Sid"] == "NoRoleWithoutTheBoundary"
    ]
    assert "iam:CreateRole" in refusal["Action"]
    assert refusal["Condition"] == {"StringNotEquals": {"iam:PermissionsBoundary": BOUNDARY}}


def test_keys_are_lent_to_services_of_aws_alone():
    (lending,) = [
        statement
        for statement in document(plan_with(), "deploy-by-id")
        if "kms:CreateGrant" in statement["Action"]
    ]
    assert lending["Condition"] == {"Bool": {"kms:GrantIsForAWSResource": "true"}}


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("iam:UpdateAssumeRolePolicy", "arn:aws:iam::000000000000:role/fraud-dev-ci-deploy"),
        ("iam:CreatePolicyVersion", "arn:aws:iam::000000000000:policy/fraud-dev-ci-deploy-named"),
        ("iam:CreatePolicyVersion", BOUNDARY),
        ("iam:DeleteRolePermissionsBoundary", "arn:aws:iam::000000000000:role/fraud-dev-x"),
        ("iam:CreateAccessKey", "arn:aws:iam::000000000000:user/x"),
        ("iam:CreateRole", "arn:aws:iam::000000000000:role/fraud-prod-x"),
        ("s3:GetObject", "arn:aws:s3:::fraud-dev-lake-raw-1/people.csv"),
        (
            "sagemaker:InvokeEndpoint",
            "arn:aws:sagemaker:eu-west-1:000000000000:endpoint/fraud-dev-a",
        ),
        (
            "sagemaker:DeleteEndpoint",
            "arn:aws:sagemaker:eu-west-1:000000000000:endpoint/churn-dev-a",
        ),
        (
            "sagemaker:CreateTrainingJob",
            "arn:aws:sagemaker:eu-west-1:000000000000:training-job/fraud-dev-a",
        ),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:000000000000:key/other"),
        ("codecommit:CreateRepository", "*"),
        ("secretsmanager:GetSecretValue", "*"),
    ],
)
def test_deploy_may_not(action: str, resource: str):
    assert not allows(plan_with(), "deploy", action, resource)


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("iam:CreateRole", "arn:aws:iam::000000000000:role/fraud-dev-training-role-1"),
        (
            "sagemaker:UpdatePipeline",
            "arn:aws:sagemaker:eu-west-1:000000000000:pipeline/fraud-dev-a",
        ),
        ("ecr:PutImage", "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/training"),
        ("ec2:CreateVpc", "*"),
        ("s3:PutBucketPolicy", "arn:aws:s3:::fraud-dev-lake-raw-1"),
        ("kms:GenerateDataKey", KEY),
    ],
)
def test_deploy_may(action: str, resource: str):
    assert allows(plan_with(), "deploy", action, resource)


CODE = "arn:aws:s3:::fraud-dev-pipeline-code-1a2b3c4"
ARTIFACTS = "arn:aws:s3:::fraud-dev-lake-artifacts-1a2b3c4"


@pytest.mark.parametrize(
    ("resource", "actions"),
    [
        (f"{CODE}/4f1e/train.py", {"Delete", "Get", "Put"}),
        (f"{ARTIFACTS}/config/sagemaker.yaml", {"Delete", "Get", "Put"}),
        (f"{ARTIFACTS}/source/training.zip", {"Put"}),
        (f"{ARTIFACTS}/smoke-tests/fraud-dev-scorer.json", {"Put"}),
        (f"{ARTIFACTS}/training/config/sagemaker.yaml", set()),
        (f"{ARTIFACTS}/training/source/model.tar.gz", set()),
        (f"{ARTIFACTS}/promoted/model.tar.gz", set()),
        (f"{ARTIFACTS}/source", set()),
        ("arn:aws:s3:::fraud-dev-lake-raw-1a2b3c4/config/sagemaker.yaml", set()),
        ("arn:aws:s3:::fraud-dev-lake-raw-1a2b3c4/source/people.zip", set()),
        ("arn:aws:s3:::fraud-dev-lake-curated-1a2b3c4/training/people.csv", set()),
        ("arn:aws:s3:::fraud-dev-pipeline-codes/4f1e/train.py", set()),
        ("arn:aws:s3:::fraud-prod-pipeline-code-1a2b3c4/4f1e/train.py", set()),
        ("arn:aws:s3:::fraud-prod-lake-artifacts-1a2b3c4/source/training.zip", set()),
    ],
)
def test_deploy_writes_what_is_declared_and_puts_what_is_handed_over(
    resource: str, actions: set[str]
):
    plan = plan_with(artifacts_bucket="fraud-dev-lake-artifacts-1a2b3c4")
    verbs = ("Delete", "Get", "Put")
    assert {v for v in verbs if allows(plan, "deploy", f"s3:{v}Object", resource)} == actions
    # What versions hold is data even where a newer one is not.
    assert not allows(plan, "deploy", "s3:GetObjectVersion", resource)
    assert not allows(plan, "deploy", "s3:PutObjectAcl", resource)
    assert not any(allows(plan, "plan", f"s3:{v}Object", resource) for v in verbs)


def test_nothing_is_handed_over_without_the_artifacts_zone():
    for key in ("config/sagemaker.yaml", "source/training.zip", "smoke-tests/scorer.json"):
        assert not allows(plan_with(), "deploy", "s3:PutObject", f"{ARTIFACTS}/{key}")


@pytest.mark.parametrize(
    "action",
    ["sagemaker:DescribeEndpoint", "ec2:DescribeVpcs", "iam:GetRole", "s3:GetBucketPolicy"],
)
def test_plan_reads_configuration(action: str):
    assert allows(plan_with(), "plan", action, "*")


def test_plan_changes_nothing_and_reads_no_data():
    reading = r"\w+:(Get|List|Describe|BatchGet|View)\w*\*?|apigateway:GET|kms:Decrypt"
    plan = plan_with(state_bucket="acme-state", state_key_arn=KEY)
    actions = {a for s in document(plan, "plan-look") for a in listed(s["Action"])}
    assert [a for a in sorted(actions) if not re.fullmatch(reading, a.replace("-", ""))] == []
    for action in ("s3:GetObject", "kms:Decrypt", "ssm:GetParameter", "logs:GetLogEvents"):
        assert not allows(plan, "plan", action, "arn:aws:s3:::fraud-dev-lake-raw-1/people.csv")
    assert allows(plan, "plan", "s3:GetObject", "arn:aws:s3:::acme-state/.pulumi/stacks/a.json")
    assert not allows(plan, "plan", "s3:PutObject", "arn:aws:s3:::acme-state/.pulumi/stacks/a.json")
    assert allows(plan, "deploy", "s3:PutObject", "arn:aws:s3:::acme-state/.pulumi/locks/a.json")


COMPONENTS = Path(__file__).parents[2] / "components"
IAM_PREFIX = {
    "appautoscaling": "application-autoscaling",
    "costexplorer": "ce",
    "efs": "elasticfilesystem",
    "lambda_": "lambda",
    "vpc": "ec2",
}
"""What IAM calls a service, where the SDK calls it otherwise."""


def test_deploy_has_rights_for_every_service_that_components_use():
    declared = {
        module
        for path in COMPONENTS.rglob("*.py")
        for module in re.findall(r"\baws\.([a-z0-9_]+)\.[A-Z]\w+\(", path.read_text("utf-8"))
    }
    plan = plan_with()
    granted = {
        action.partition(":")[0]
        for part in ("named", "by-id", "roles")
        for s in document(plan, f"deploy-{part}")
        for action in listed(s["Action"])
    }
    assert {IAM_PREFIX.get(module, module) for module in declared} - granted == set()


def test_sessions_are_short():
    hours = {r.inputs["name"]: r.inputs["maxSessionDuration"] for r in plan_with().of_type(ROLE)}
    assert hours == {"fraud-dev-ci-plan": 3600, "fraud-dev-ci-deploy": 7200}


def test_policies_and_names_fit_iam_with_the_longest_prefix():
    plan = plan_with(
        f"{'t' * 20}-{'e' * 10}",
        state_bucket="b" * 63,
        state_key_arn=KEY,
        artifacts_bucket="a" * 63,
    )
    for policy in plan.of_type(POLICY):
        assert len(re.sub(r"\s", "", policy.inputs["policy"])) <= 6_144, policy.name
        assert len(policy.inputs["name"]) <= 128
    assert all(len(role.inputs["name"]) <= 64 for role in plan.of_type(ROLE))
    assert len(plan.of_type(ATTACHED)) == 7


def test_lists_every_problem_at_once():
    assert problems_of(
        azure_devops={**AZURE, "plan_connection": "aws-deploy", "organization_id": "acme"},
        session_hours=13,
        boundary_arn="mine",
        state_bucket="s3://x",
        state_key_arn="alias/x",
        provider_arn="x",
    ) == [
        "azure_devops.organization_id: must be the GUID of an organisation, in small letters, got "
        "'acme'",
        "azure_devops.deploy_connection: must be another one than plan_connection, got "
        "'aws-deploy'",
        "provider_arn: must be the ARN of an OIDC provider, got 'x'",
        "session_hours: must be 1 to 12 hours, got 13",
        "boundary_arn: must be the ARN of a managed policy of the account, got 'mine'",
        "state_bucket: must be the name of a bucket, got 's3://x'",
        "state_key_arn: must be the ARN of a KMS key and no alias, got 'alias/x'",
    ]


def test_no_policy_names_a_long_lived_key():
    text = json.dumps([p.inputs["policy"] for p in plan_with().of_type(POLICY)])
    assert "iam:*AccessKey*" in text
    assert "CreateAccessKey" not in text
