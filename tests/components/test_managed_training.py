import json
import re

from components.managed_training import ManagedTraining
from tests.components.support import only, statements
from tests.components.training_support import KEY, training

ROLE = "aws:iam/role:Role"
CONFIG = "aws:s3/bucketObjectv2:BucketObjectv2"


def test_outputs_name_what_a_job_needs():
    outputs = only(training(), "stepwell:index:ManagedTraining").outputs
    assert outputs == {
        "role_arn": "<<fraud-dev-training-role#arn>>",
        "security_group_id": "<<fraud-dev-training-network-group#id>>",
        "guardrails_policy_arn": "<<fraud-dev-training-guardrails#arn>>",
        "defaults_parameter": "/stepwell/fraud-dev/training/defaults",
    }


def test_sagemaker_assumes_the_role_for_this_account_only():
    role = only(training(permissions_boundary_arn="arn:aws:iam::0:policy/b"), ROLE)
    (trust,) = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
    assert trust["Principal"] == {"Service": "sagemaker.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}
    assert role.inputs["permissionsBoundary"] == "arn:aws:iam::0:policy/b"


def test_machines_of_one_job_reach_each_other_and_nobody_else_reaches_them():
    rules = training().of_type("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    assert [r.inputs["referencedSecurityGroupId"] for r in rules] == [
        "<<fraud-dev-training-network-group#id>>"
    ]


def test_the_guardrails_fit_a_managed_policy_with_the_most_machines():
    types = [f"ml.c6i-flex.{size}xlarge" for size in range(40)]
    plan = training(
        allowed_instance_types=[*types[:20], *(f"ml.g6e.{size}xlarge" for size in range(20))],
        default_instance_type=types[0],
        subnet_ids=[f"subnet-{i:017}" for i in range(6)],
    )
    policy = only(plan, "aws:iam/policy:Policy").inputs["policy"]
    assert len(re.sub(r"\s", "", policy)) <= 6_144


def test_every_guardrail_refuses():
    policy = only(training(), "aws:iam/policy:Policy").inputs["policy"]
    assert {s["Effect"] for s in statements(policy)} == {"Deny"}


def test_the_sdk_config_is_encrypted_with_the_stacks_key_and_can_be_left_out():
    config = only(training(), CONFIG)
    assert config.inputs["key"] == "config/sagemaker.yaml"
    assert config.inputs["kmsKeyId"] == KEY
    assert training(publish_sdk_config=False).of_type(CONFIG) == ()


def test_names_fit_with_the_longest_team_and_environment():
    for resource in training().of_type(ROLE):
        name = resource.name.replace("fraud-dev", f"{'a' * 20}-{'b' * 10}")
        assert len(f"{name}-1234567") <= 64


def test_a_team_may_leave_everything_to_the_defaults():
    assert list(ManagedTraining.problems({})) == []
