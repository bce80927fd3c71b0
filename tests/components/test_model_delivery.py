from typing import Any, cast

import pytest

from components.errors import InputError
from components.model_delivery import ModelDelivery, ModelDeliveryArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/rolePolicy:RolePolicy"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
READERS = {"readers": {"fraud-prod": "222222222222"}}


def plan_with(**more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "kms_key_arn": KEY,
        "group_names": ["fraud-dev-churn"],
        "artifacts_bucket": "artifacts-1",
    }
    args = cast(ModelDeliveryArgs, {**wired, **more})
    return declared(ModelDelivery, "fraud-dev-delivery", args)


def rights(plan: Plan) -> list[dict[str, Any]]:
    return statements(only(plan, POLICY).inputs["policy"])


def test_nobody_fetches_unless_named():
    plan = plan_with()
    assert [r for r in plan if r.custom] == []
    assert only(plan, "stepwell:index:ModelDelivery").outputs.get("reader_role_arn") is None


def test_only_the_function_of_the_reading_stack_gets_in():
    role = only(plan_with(**READERS), ROLE).inputs
    assert role["name"] == "fraud-dev-model-reader"
    (trust,) = statements(role["assumeRolePolicy"])
    assert trust["Principal"] == {"AWS": "arn:aws:iam::222222222222:root"}
    assert trust["Condition"] == {
        "ArnLike": {
            "aws:PrincipalArn": (
                "arn:aws:iam::222222222222:role/fraud-prod-promotion-function-role-*"
            )
        }
    }


def test_reads_and_changes_nothing():
    actions = {
        a
        for s in rights(plan_with(**READERS))
        for a in ([s["Action"]] if isinstance(s["Action"], str) else s["Action"])
    }
    assert actions == {
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
        "kms:Decrypt",
        "s3:GetObject",
        "s3:ListBucket",
        "sagemaker:DescribeModelPackage",
        "sagemaker:ListModelPackages",
    }


def test_reads_models_of_the_stack_and_not_what_else_lies_beside_them():
    found = {s["Sid"]: s for s in rights(plan_with(**READERS))}
    assert found["ReadFiles"]["Resource"] == [
        "arn:aws:s3:::artifacts-1/training/*",
        "arn:aws:s3:::artifacts-1/promoted/*",
    ]
    assert found["FindFiles"]["Condition"] == {
        "StringLike": {"s3:prefix": ["training/*", "promoted/*"]}
    }
    assert found["ReadVersions"]["Resource"] == [
        "arn:aws:sagemaker:eu-west-1:000000000000:model-package/fraud-dev-churn/*"
    ]
    assert found["PullImages"]["Resource"] == (
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/*"
    )
    assert found["DecryptFiles"]["Condition"] == {
        "StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}
    }


def test_the_role_is_capped():
    cap = "arn:aws:iam::000000000000:policy/boundary"
    role = only(plan_with(**READERS, permissions_boundary_arn=cap), ROLE)
    assert role.inputs["permissionsBoundary"] == cap


def test_another_stack_reads():
    with pytest.raises(InputError, match=r"readers\.fraud-dev: must be named after another"):
        plan_with(readers={"fraud-dev": "222222222222"})


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        plan_with(readers={"*": "1"}, folders=["/", "models"])
    assert [str(p) for p in error.value.problems] == [
        "readers.*: must be named after a stack, fraud-prod, got '*'",
        "readers.*: must be 12 digits, in quotes, got '1'",
        "folders[0]: must be a folder like training/, got '/'",
        "folders[1]: must be a folder like training/, got 'models'",
    ]
