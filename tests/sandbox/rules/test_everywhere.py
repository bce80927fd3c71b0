"""What holds of a request of every service: whose ARN or ID a member takes, and tags."""

from typing import Any

import pytest

from plan.plan import UNKNOWN
from sandbox.rules import refusals

ROLE = "arn:aws:iam::000000000000:role/train"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1"
PROFILE = "arn:aws:iam::000000000000:instance-profile/train"
BUCKET = "arn:aws:s3:::raw"


@pytest.mark.parametrize(
    ("params", "at"),
    [
        ({"ExecutionRoleArn": BUCKET}, "ExecutionRoleArn"),
        ({"Groups": [{"ExecutionRole": BUCKET}]}, "Groups[0].ExecutionRole"),
        ({"RoleArn": PROFILE}, "RoleArn"),
        ({"VolumeKmsKeyId": ROLE}, "VolumeKmsKeyId"),
        ({"VpcConfig": {"Subnets": ["vpc-1"]}}, "VpcConfig.Subnets[0]"),
        ({"SecurityGroupIds": ["web"]}, "SecurityGroupIds[0]"),
        ({"Tags": [{"Key": "aws:team", "Value": "fraud"}]}, "Tags"),
        ({"tags": {"team": "x" * 257}}, "tags"),
        ({"Tags": [{"Key": "a"}, {"Key": "a"}]}, "Tags"),
        ({"Tags": {f"k{i}": "" for i in range(51)}}, "Tags"),
    ],
)
def test_what_no_service_takes_is_refused_where_it_stands(params: dict[str, Any], at: str) -> None:
    assert [refusal.at for refusal in refusals("tests", "CreateThing", params)] == [at]


@pytest.mark.parametrize(
    "params",
    [
        {"ExecutionRoleArn": ROLE, "RoleArn": "train", "KmsKeyId": KEY, "Source": BUCKET},
        {"KmsKeyArn": KEY.replace("key/", "alias/"), "KmsMasterKeyId": "alias/aws/sqs"},
        {"Tags": [{"Key": "team", "Value": UNKNOWN}, {"Key": "Team", "Value": "x" * 256}]},
        {"VpcId": "vpc-1", "SubnetIds": ["subnet-1"], "Subnets": [{"SubnetId": "subnet-1"}]},
        {"InstanceRole": PROFILE, "SecurityGroups": ["web"], "InstanceId": "b1a2"},
        {"RoleArn": UNKNOWN, "Tags": UNKNOWN},
    ],
)
def test_what_a_service_may_take_passes(params: dict[str, Any]) -> None:
    assert not [*refusals("tests", "CreateThing", params)]


def test_a_member_of_one_service_alone_has_its_ids() -> None:
    asked = {"InstanceId": "b1a2"}
    assert [r.at for r in refusals("ec2", "StartThing", asked)] == ["InstanceId"]
    assert not [*refusals("connect", "StartThing", asked)]
