"""What the tests of an inference endpoint share: how to declare one, and what they look for."""

from typing import Any, cast

from components.inference_endpoint import InferenceEndpoint, InferenceEndpointArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

MODEL = "aws:sagemaker/model:Model"
CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
ENDPOINT = "aws:sagemaker/endpoint:Endpoint"
POLICY = "aws:iam/rolePolicy:RolePolicy"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
VERSION = "arn:aws:sagemaker:eu-west-1:000000000000:model-package/fraud-dev-churn/3"
IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud-dev-serving:1.4"
ARTIFACT = "s3://models/churn/v1/model.tar.gz"


def plan_with(name: str = "fraud-dev-churn", **more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "endpoint": "churn",
        "kms_key_arn": KEY,
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a", "subnet-b"],
        "topic_arn": TOPIC,
        "artifacts_bucket": "artifacts-1",
    }
    source = (
        {} if {"image_uri", "model_package_arn"} & set(more) else {"model_package_arn": VERSION}
    )
    given = {key: value for key, value in more.items() if value is not None}
    args = cast(InferenceEndpointArgs, {**wired, **source, **given})
    return declared(InferenceEndpoint, name, args)


def allowed(plan: Plan) -> dict[str, dict[str, Any]]:
    return {s["Sid"]: s for s in statements(only(plan, POLICY).inputs["policy"])}
