import json
from fnmatch import fnmatchcase
from typing import Any, cast

import pytest

from components.errors import InputError
from components.model_delivery import ModelDelivery
from components.model_promotion import ModelPromotion, ModelPromotionArgs
from plan.plan import Plan
from tests.components.support import declare, declared, only, statements

FUNCTION = "aws:lambda/function:Function"
POLICY = "aws:iam/rolePolicy:RolePolicy"
ROLE = "aws:iam/role:Role"
SCHEDULE = "aws:scheduler/schedule:Schedule"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
READER = "arn:aws:iam::111111111111:role/fraud-dev-model-reader"


def plan_with(name: str = "fraud-prod-promotion", **more: Any) -> Plan:
    wired = {
        "prefix": "fraud-prod",
        "kms_key_arn": KEY,
        "topic_arn": TOPIC,
        "artifacts_bucket": "prod-artifacts",
        "group_names": ["churn", "fraud"],
        "source_account": "111111111111",
        "source_prefix": "fraud-dev",
        "source_bucket": "dev-artifacts",
    }
    args = cast(ModelPromotionArgs, {**wired, **more})
    return declared(ModelPromotion, name, args)


def rights(plan: Plan) -> dict[str, dict[str, Any]]:
    document = next(p for p in plan.of_type(POLICY) if "function" in p.name).inputs["policy"]
    return {s["Sid"]: s for s in statements(document)}


def settings(plan: Plan) -> dict[str, Any]:
    return json.loads(only(plan, FUNCTION).inputs["environment"]["variables"]["SETTINGS"])


def test_fetches_every_group_with_the_reader_role_of_the_source():
    plan = plan_with()
    assert settings(plan)["groups"] == {
        "fraud-dev-churn": "fraud-prod-churn",
        "fraud-dev-fraud": "fraud-prod-fraud",
    }
    assert rights(plan)["ReadTheSource"]["Resource"] == READER
    assert only(plan, "stepwell:index:ModelPromotion").outputs["reader_role_arn"] == READER
    assert only(plan, SCHEDULE).inputs["scheduleExpression"] == "rate(15 minutes)"


def test_cannot_approve_and_registers_only_what_awaits_approval():
    found = rights(plan_with())
    registers = found["RegisterVersionsThatAwaitApproval"]
    assert registers["Condition"] == {
        "StringEquals": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}
    }
    assert "UpdateModelPackage" not in json.dumps(found)


def test_writes_only_copies_to_its_own_account():
    found = rights(plan_with())
    assert found["KeepFiles"]["Resource"] == "arn:aws:s3:::prod-artifacts/promoted/*"
    assert found["KeepImages"]["Resource"].endswith(":repository/fraud-prod/*")
    assert "s3:DeleteObject" not in json.dumps(found)


def test_the_source_lets_in_the_role_that_the_function_has():
    made = next(r for r in plan_with().of_type(ROLE) if r.name.endswith("-function-role"))
    source = declare(
        lambda: ModelDelivery(
            "fraud-dev-delivery",
            {
                "prefix": "fraud-dev",
                "kms_key_arn": KEY,
                "group_names": ["fraud-dev-churn"],
                "artifacts_bucket": "dev-artifacts",
                "readers": {"fraud-prod": "222222222222"},
            },
        )
    )
    (trust,) = statements(only(source, ROLE).inputs["assumeRolePolicy"])
    pattern = trust["Condition"]["ArnLike"]["aws:PrincipalArn"]
    assert fnmatchcase(f"arn:aws:iam::222222222222:role/{made.name}-0a1b2c3", pattern)


def test_the_longest_name_of_its_role_fits():
    prefix = f"{'t' * 20}-{'e' * 10}"
    plan = plan_with(f"{prefix}-promotion", prefix=prefix)
    assert all(len(role.name) + len("-0a1b2c3") <= 64 for role in plan.of_type(ROLE))


def test_fetches_only_the_groups_that_the_team_names():
    assert list(settings(plan_with(groups=["churn"]))["groups"]) == ["fraud-dev-churn"]


def test_the_groups_fit_the_environment_of_a_function():
    prefix = f"{'t' * 20}-{'e' * 10}"
    groups = [f"{index:031}" for index in range(21)]
    wired = {"prefix": prefix, "source_prefix": prefix[:-1] + "x", "source_bucket": "b" * 63}
    plan = plan_with(f"{prefix}-promotion", **wired, group_names=groups[:20])
    variables = only(plan, FUNCTION).inputs["environment"]["variables"]
    assert len(variables["SETTINGS"]) + len("SETTINGS") < 4096
    with pytest.raises(InputError, match="groups: must be at most 20 groups, got 21"):
        plan_with(f"{prefix}-promotion", **wired, group_names=groups)


def test_fetches_from_another_stack():
    with pytest.raises(InputError, match="source_prefix: must be that of another stack, got 'fra"):
        plan_with(source_prefix="fraud-prod")


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        plan_with(
            "fraud-prod-fetch",
            source_account="1",
            source_prefix="fraud",
            source_bucket="s3://x",
            groups=["gone", "gone"],
        )
    assert [str(p) for p in error.value.problems] == [
        "source_account: must be 12 digits, in quotes, got '1'",
        "source_prefix: must be the prefix of a stack, fraud-dev, got 'fraud'",
        "source_bucket: must be the name of a bucket, got 's3://x'",
        "groups: must name each group once, got ['gone', 'gone']",
        "name: must be fraud-prod-promotion, got 'fraud-prod-fetch'",
        "groups: must be groups of the registry, got ['gone']",
    ]
