from typing import Any

import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::111122223333:role/r0000000000"
"""Of another account, of whose roles nothing is known."""

IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud:1"


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
