from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.account.level_0.values import TRUST

ROLE = "arn:aws:iam::111122223333:role/r0000000000"
"""Of another account, of whose roles nothing is known."""

IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud:1"


def role(iam: Any, name: str, service: str = "sagemaker") -> str:
    """ARN of a role that a service may assume."""
    trust = TRUST.replace("sagemaker", service)
    return str(iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"])


def network(ec2: Any) -> dict[str, Any]:
    """A VPC and its subnet, as what lives in them takes them."""
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.0.0/24")["Subnet"]["SubnetId"]
    return {"VpcId": vpc, "SubnetIds": [subnet]}


def refused(call: Any, **params: Any) -> tuple[str, str]:
    """Code and text of the error that a call must end in."""
    with pytest.raises(ClientError) as caught:
        call(**params)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def serving(sagemaker: Any, name: str, **changes: Any) -> None:
    """A model and a configuration that deploys it, both of one name."""
    sagemaker.create_model(ModelName=name, ExecutionRoleArn=ROLE, PrimaryContainer={"Image": IMAGE})
    variants = [variant(name, **changes)]
    sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=variants)


def variant(model: str, **changes: Any) -> dict[str, Any]:
    return {
        "VariantName": "main",
        "ModelName": model,
        "InitialInstanceCount": 1,
        "InstanceType": "ml.m6i.large",
        **changes,
    }
