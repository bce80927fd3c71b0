"""What the tests of a data lake share: how to declare one, and what they look for."""

import functools
from typing import Any, cast

from components.data_lake import DataLake, DataLakeArgs
from plan.plan import Plan, Resource
from tests.components.support import declared

POLICY = "aws:s3/bucketPolicy:BucketPolicy"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1"
ZONES = ("raw", "curated", "features", "artifacts")


def plan_with(**more: Any) -> Plan:
    args = cast(DataLakeArgs, {"prefix": "fraud-dev", "kms_key_arn": KEY, **more})
    return declared(DataLake, "lake", args)


@functools.cache
def default_plan() -> Plan:
    return plan_with()


def by_name(plan: Plan, type_token: str) -> dict[str, Resource]:
    return {r.name.removeprefix("lake-"): r for r in plan.of_type(type_token)}
