"""Limits of single values that only CloudFormation's schemas know."""

from typing import Any

import pytest

from plan.plan import UNKNOWN
from sandbox.provider.tables import resource_types
from sandbox.schema.derive import derive
from sandbox.schema.limits import FILE, check_limits

QUEUE = "aws:sqs/queue:Queue"


def said(token: str, inputs: dict[str, Any], but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return list(check_limits(token, inputs, but=but))


@pytest.mark.parametrize(
    ("token", "inputs", "path", "required"),
    [
        (QUEUE, {"messageRetentionSeconds": 9999999}, "messageRetentionSeconds", "1209600"),
        (QUEUE, {"delaySeconds": "901"}, "delaySeconds", "at most 900"),
        ("aws:s3/bucket:Bucket", {"bucket": "MyBucket"}, "bucket", "must match"),
        ("aws:cloudwatch/logGroup:LogGroup", {"retentionInDays": 45}, "retentionInDays", "one of"),
        ("aws:ec2/subnet:Subnet", {"vpcId": "subnet-0a1b2c3d"}, "vpcId", "must match ^vpc-"),
        (
            "aws:efs/mountTarget:MountTarget",
            {"securityGroups": ["sg-0a1b2c3d", "vpc-0a1b2c3d"]},
            "securityGroups[1]",
            "must match ^sg-",
        ),
        (
            "aws:lambda/function:Function",
            {"layers": [f"arn:aws:lambda:eu-west-1:1:layer:a:{n}" for n in range(6)]},
            "layers",
            "at most 5 items",
        ),
    ],
)
def test_a_value_out_of_bounds_is_named(
    token: str, inputs: dict[str, Any], path: str, required: str
) -> None:
    ((where, message),) = said(token, inputs)
    assert where == path
    assert required in message


def test_values_at_the_bounds_and_unknown_ones_pass() -> None:
    assert said(QUEUE, {"messageRetentionSeconds": 1209600, "delaySeconds": 0}) == []
    assert said(QUEUE, {"messageRetentionSeconds": UNKNOWN}) == []
    assert said("aws:efs/mountTarget:MountTarget", {"securityGroups": [UNKNOWN]}) == []


def test_what_the_provider_checks_itself_is_left_to_it() -> None:
    inputs = {"retentionInDays": 0}
    assert said("aws:cloudwatch/logGroup:LogGroup", inputs, but=("retentionInDays",)) == []


def test_the_table_is_that_of_the_schemas_at_hand() -> None:
    import json

    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert set(kept["types"]) <= set(resource_types())
    assert kept["types"] == derive(), "run python -m sandbox.schema.derive"
