import json
from typing import Any, cast

import pytest

from components.errors import InputError
from components.smoke_test import SmokeTest, SmokeTestArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

FUNCTION = "aws:lambda/function:Function"
POLICY = "aws:iam/rolePolicy:RolePolicy"
ROLE = "aws:iam/role:Role"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
HERE = "arn:aws:sagemaker:eu-west-1:000000000000"
AWS_IMAGES = "arn:aws:ecr:eu-west-1:141502667606:repository/sagemaker-scikit-learn"


def plan_with(**more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "team": "fraud",
        "environment": "dev",
        "kms_key_arn": KEY,
        "topic_arn": TOPIC,
        "artifacts_bucket": "artifacts-1",
        "group_names": ["churn", "fraud"],
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a"],
    }
    args = cast(SmokeTestArgs, {**wired, **more})
    return declared(SmokeTest, "fraud-dev-smoke", args)


def rights(plan: Plan, part: str) -> dict[str, dict[str, Any]]:
    document = next(p for p in plan.of_type(POLICY) if p.name.endswith(f"-{part}-policy"))
    return {s["Sid"]: s for s in statements(document.inputs["policy"])}


def settings(plan: Plan) -> dict[str, Any]:
    return json.loads(only(plan, FUNCTION).inputs["environment"]["variables"]["SETTINGS"])


def test_tries_every_group_in_the_vpc_and_isolated():
    found = settings(plan_with())
    assert found["groups"] == ["fraud-dev-churn", "fraud-dev-fraud"]
    assert found["network_isolated"] is True
    assert found["vpc_config"]["Subnets"] == ["subnet-a"]
    assert found["volume_key"] == KEY


def test_local_disks_take_no_key():
    assert settings(plan_with(instance_type="ml.g5.xlarge"))["volume_key"] is None


def test_the_function_rejects_and_never_approves():
    note = rights(plan_with(), "function")["NoteOrReject"]
    assert note["Condition"] == {
        "StringEqualsIfExists": {"sagemaker:ModelApprovalStatus": "Rejected"}
    }


def test_the_function_touches_no_endpoint_but_its_trials():
    found = rights(plan_with(), "function")
    trials = {
        f"{HERE}:{kind}/fraud-dev-trial-*" for kind in ("model", "endpoint-config", "endpoint")
    }
    assert set(found["MakeAndTakeAwayTrials"]["Resource"]) == trials
    assert found["SendRequests"]["Resource"] == f"{HERE}:endpoint/fraud-dev-trial-*"


def test_a_trial_reads_models_and_images_of_the_stack_only():
    found = rights(plan_with(), "endpoint")
    own = [
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev-*",
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/*",
    ]
    assert found["PullTheImage"]["Resource"] == own
    assert found["ReadTheModel"]["Resource"] == [
        "arn:aws:s3:::artifacts-1/training/*",
        "arn:aws:s3:::artifacts-1/promoted/*",
    ]
    for field in ("image_repository_arns", "inference_image_repository_arns"):
        aws = rights(plan_with(**{field: [AWS_IMAGES]}), "endpoint")
        assert aws["PullTheImage"]["Resource"] == [*own, AWS_IMAGES]


def test_every_role_is_capped():
    cap = "arn:aws:iam::000000000000:policy/boundary"
    roles = plan_with(permissions_boundary_arn=cap).of_type(ROLE)
    assert {r.inputs["permissionsBoundary"] for r in roles} == {cap}


def test_the_groups_fit_the_environment_of_a_function():
    prefix = f"{'t' * 20}-{'e' * 10}"
    groups = [f"{index:031}" for index in range(41)]
    variables = only(plan_with(prefix=prefix, group_names=groups[:40]), FUNCTION).inputs[
        "environment"
    ]["variables"]
    assert len(variables["SETTINGS"]) + len("SETTINGS") < 4096
    with pytest.raises(InputError, match="groups: must be at most 40 groups, got 41"):
        plan_with(prefix=prefix, group_names=groups)


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        plan_with(
            instance_type="m5.large",
            latency_milliseconds=0,
            folder="/x",
            image_repository_arns=["arn:aws:ecr:eu-west-1:141502667606:repository/*"],
            groups=["gone", "gone"],
        )
    assert [str(p) for p in error.value.problems] == [
        "instance_type: must look like ml.m5.large, got 'm5.large'",
        "latency_milliseconds: must be at least 1, got 0",
        "folder: must be a folder like smoke-tests/, got '/x'",
        "image_repository_arns[0]: must be the ARN of one repository, got "
        "'arn:aws:ecr:eu-west-1:141502667606:repository/*'",
        "groups: must name each group once, got ['gone', 'gone']",
        "groups: must be groups of the registry, got ['gone']",
    ]
