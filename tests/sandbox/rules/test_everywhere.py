"""What holds of a request of every service: whose ARN a member takes, and tags."""

from typing import Any

import pytest

from plan.plan import UNKNOWN
from sandbox.rules import refusals

ROLE = "arn:aws:iam::000000000000:role/train"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1"
BUCKET = "arn:aws:s3:::raw"


@pytest.mark.parametrize(
    ("params", "at"),
    [
        ({"ExecutionRoleArn": BUCKET}, "ExecutionRoleArn"),
        ({"Groups": [{"ExecutionRole": BUCKET}]}, "Groups[0].ExecutionRole"),
        ({"VolumeKmsKeyId": ROLE}, "VolumeKmsKeyId"),
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
        {"RoleArn": UNKNOWN, "Tags": UNKNOWN},
    ],
)
def test_what_a_service_may_take_passes(params: dict[str, Any]) -> None:
    assert not [*refusals("tests", "CreateThing", params)]
