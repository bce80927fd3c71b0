"""What tests of the model API share."""

import json
from typing import Any, cast

import pytest

from components.errors import InputError
from components.model_api import ModelApi, ModelApiArgs
from plan.plan import Plan
from tests.components.support import declared, only

API = "aws:apigateway/restApi:RestApi"
STAGE = "aws:apigateway/stage:Stage"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
NAME = "fraud-dev-models"
WIRED: dict[str, Any] = {
    "prefix": "fraud-dev",
    "api": "models",
    "kms_key_arn": KEY,
    "topic_arn": TOPIC,
    "vpc_id": "vpc-1",
    "vpc_cidr": "10.0.0.0/16",
    "subnet_ids": ["subnet-1", "subnet-2"],
    "endpoint_names": {"churn": "fraud-dev-churn", "risk": "fraud-dev-risk"},
    "versions": {"v1": {"endpoint": "churn"}},
}


def plan_with(**more: Any) -> Plan:
    args = cast(ModelApiArgs, {**WIRED, **more})
    return declared(ModelApi, NAME, args)


def outputs(plan: Plan) -> Any:
    return only(plan, "stepwell:index:ModelApi").outputs


def document(plan: Plan) -> dict[str, Any]:
    return json.loads(only(plan, API).inputs["body"])


def operation(plan: Plan, version: str = "v1") -> dict[str, Any]:
    return document(plan)["paths"][f"/{version}/predict"]["post"]


def integration(plan: Plan, version: str = "v1") -> dict[str, Any]:
    return operation(plan, version)["x-amazon-apigateway-integration"]


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return [str(p) for p in error.value.problems]
