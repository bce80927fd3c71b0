"""What the tests of a network share: how to declare one, and what they look for."""

from typing import Any, cast

import pytest

from components.errors import InputError
from components.network import Network, NetworkArgs
from plan.plan import Plan, Resource
from tests.components.support import declared

VPC = "aws:ec2/vpc:Vpc"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
EXISTING: dict[str, Any] = {
    "vpc_id": "vpc-1",
    "cidr": "10.8.0.0/16",
    "private_subnet_ids": ["subnet-1", "subnet-2"],
}


def args_with(**more: Any) -> NetworkArgs:
    return cast(NetworkArgs, {"kms_key_arn": "arn:aws:kms:eu-west-1:000000000000:key/1", **more})


def plan_with(**more: Any) -> Plan:
    return declared(Network, "net", args_with(**more))


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return str(error.value).splitlines()


def by_name(plan: Plan, type_token: str) -> dict[str, Resource]:
    return {r.name.removeprefix("net-"): r for r in plan.of_type(type_token)}
