"""What SageMaker and Systems Manager answer a function that deploys."""

import datetime as dt
import json
from typing import Any

from components.functions.deploy_model import handler, name_of
from tests.components.functions.stubs import Stubs

GROUP = "arn:aws:sagemaker:eu-west-1:000000000000:model-package-group/fraud-dev-churn"
ENDPOINT = "arn:aws:sagemaker:eu-west-1:000000000000:endpoint/fraud-dev-churn"
ROLE = "arn:aws:iam::000000000000:role/endpoint"
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
SERVING = {
    "CreateModel": {
        "ExecutionRoleArn": ROLE,
        "EnableNetworkIsolation": True,
        "PrimaryContainer": {"Environment": {"THREADS": "4"}},
    },
    "CreateEndpointConfig": {
        "ProductionVariants": [
            {
                "VariantName": "primary",
                "InstanceType": "ml.m5.large",
                "InitialInstanceCount": 1,
                "InitialVariantWeight": 1,
            }
        ],
        "KmsKeyId": "arn:aws:kms:eu-west-1:000000000000:key/1b2c",
    },
    "UpdateEndpoint": {
        "DeploymentConfig": {"AutoRollbackConfiguration": {"Alarms": [{"AlarmName": "a"}]}}
    },
}
SENT_TAGS = [{"Key": "team", "Value": "fraud"}]


def package(version: int) -> str:
    return f"{GROUP.replace('-group/', '/')}/{version}"


def wanted(version: int | None = None, **serving: Any) -> dict[str, Any]:
    return {
        "endpoint": "fraud-dev-churn",
        "group": GROUP,
        "version": version,
        "serving": {**SERVING, **serving},
    }


def name(version: int) -> str:
    return name_of(wanted(), version, package(version))


def summary(version: int, status: str = "Completed") -> dict[str, Any]:
    return {
        "ModelPackageName": "n",
        "ModelPackageGroupName": "fraud-dev-churn",
        "ModelPackageVersion": version,
        "ModelPackageArn": package(version),
        "CreationTime": NOW,
        "ModelPackageStatus": status,
    }


def told(
    stubs: Stubs, wants: dict[str, Any], *approved: dict[str, Any], attempt: str = "{}"
) -> None:
    for path, value in (("/wanted", json.dumps(wants)), ("/attempt", attempt)):
        stubs["ssm"].add_response("get_parameter", {"Parameter": {"Value": value}}, {"Name": path})
    if wants["version"] is None:
        stubs["sagemaker"].add_response(
            "list_model_packages",
            {"ModelPackageSummaryList": list(approved)},
            {
                "ModelPackageGroupName": GROUP,
                "ModelApprovalStatus": "Approved",
                "SortBy": "CreationTime",
                "SortOrder": "Descending",
            },
        )


def pinned(stubs: Stubs, version: int, approval: str = "Approved") -> None:
    stubs["sagemaker"].add_response(
        "describe_model_package",
        {
            **summary(version),
            "ModelPackageStatusDetails": {"ValidationStatuses": []},
            "ModelApprovalStatus": approval,
        },
        {"ModelPackageName": package(version)},
    )


def endpoint(stubs: Stubs, serves: str, status: str = "InService") -> None:
    stubs["sagemaker"].add_response(
        "describe_endpoint",
        {
            "EndpointName": "fraud-dev-churn",
            "EndpointArn": ENDPOINT,
            "EndpointConfigName": serves,
            "EndpointStatus": status,
            "CreationTime": NOW,
            "LastModifiedTime": NOW,
        },
        {"EndpointName": "fraud-dev-churn"},
    )


def makes(stubs: Stubs, version: int, *, there: bool = False) -> None:
    """The model and the configuration of a version, as they are asked for."""
    sagemaker, called = stubs["sagemaker"], name(version)
    tags = [*SENT_TAGS, {"Key": "aws:cloudformation:stack-name", "Value": "x"}]
    sagemaker.add_response("list_tags", {"Tags": tags}, {"ResourceArn": ENDPOINT})
    model = {
        **SERVING["CreateModel"],
        "ModelName": called,
        "PrimaryContainer": {"Environment": {"THREADS": "4"}, "ModelPackageName": package(version)},
        "Tags": SENT_TAGS,
    }
    config = SERVING["CreateEndpointConfig"]
    configuration = {
        **config,
        "EndpointConfigName": called,
        "ProductionVariants": [{**config["ProductionVariants"][0], "ModelName": called}],
        "Tags": SENT_TAGS,
    }
    if there:
        for call, noun, sent in (
            ("create_model", "model", model),
            ("create_endpoint_config", "endpoint configuration", configuration),
        ):
            text = f'Cannot create already existing {noun} "arn".'
            sagemaker.add_client_error(call, "ValidationException", text, expected_params=sent)
        return
    sagemaker.add_response("create_model", {"ModelArn": f"{ENDPOINT}-model"}, model)
    arn = {"EndpointConfigArn": f"{ENDPOINT}-config"}
    sagemaker.add_response("create_endpoint_config", arn, configuration)


def scaled(stubs: Stubs, *, yes: bool) -> None:
    variant = "endpoint/fraud-dev-churn/variant/primary"
    target = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": variant,
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        "MinCapacity": 1,
        "MaxCapacity": 2,
        "RoleARN": ROLE,
        "CreationTime": NOW,
    }
    stubs["application-autoscaling"].add_response(
        "describe_scalable_targets",
        {"ScalableTargets": [target] if yes else []},
        {
            "ServiceNamespace": "sagemaker",
            "ResourceIds": [variant],
            "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        },
    )


def updates(stubs: Stubs, version: int, instead_of: str, **more: Any) -> None:
    if not more:
        scaled(stubs, yes=False)
    sent = {
        "EndpointName": "fraud-dev-churn",
        "EndpointConfigName": name(version),
        **SERVING["UpdateEndpoint"],
        **more,
    }
    stubs["sagemaker"].add_response("update_endpoint", {"EndpointArn": ENDPOINT}, sent)
    noted(stubs, configuration=name(version), instead_of=instead_of)


def noted(stubs: Stubs, **attempt: Any) -> None:
    stubs["ssm"].add_response(
        "put_parameter",
        {"Version": 2},
        {"Name": "/attempt", "Value": json.dumps(attempt), "Overwrite": True},
    )


def lists_configurations(stubs: Stubs, *names: str) -> None:
    stubs["sagemaker"].add_response(
        "list_endpoint_configs",
        {
            "EndpointConfigs": [
                {
                    "EndpointConfigName": n,
                    "EndpointConfigArn": f"{ENDPOINT}-config",
                    "CreationTime": NOW,
                }
                for n in names
            ]
        },
        {
            "NameContains": "fraud-dev-churn-v",
            "SortBy": "CreationTime",
            "SortOrder": "Descending",
        },
    )


def answer(event: dict[str, Any] | None = None) -> str:
    return handler(event or {"source": "aws.sagemaker"}, None)["answer"]
