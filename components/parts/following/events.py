"""Events after which an endpoint may have to serve something else."""

from typing import Any

import pulumi


def version_pattern(group_arn: pulumi.Input[str]) -> dict[str, Any]:
    """Match every change of a version of the group: approved, rejected, or taken back.

    SageMaker guide, "Events that SageMaker AI sends to EventBridge", model package state change.
    """
    name = pulumi.Output.from_input(group_arn).apply(lambda arn: arn.rsplit("/", 1)[-1])
    return {
        "source": ["aws.sagemaker"],
        "detail-type": ["SageMaker Model Package State Change"],
        "detail": {"ModelPackageGroupName": [name]},
    }


def endpoint_pattern(endpoint_name: pulumi.Input[str]) -> dict[str, Any]:
    """Match the endpoint when it is ready again: deployed, or gone back.

    The same page, endpoint state change; the event spells states unlike the API.
    """
    return {
        "source": ["aws.sagemaker"],
        "detail-type": ["SageMaker Endpoint State Change"],
        "detail": {"EndpointName": [endpoint_name], "EndpointStatus": ["IN_SERVICE"]},
    }


def parameter_pattern(parameter: str) -> dict[str, Any]:
    """Match what the program wants from now on.

    Systems Manager guide, "Amazon EventBridge event examples", Parameter Store; AWS sends these at
    best effort.
    """
    return {
        "source": ["aws.ssm"],
        "detail-type": ["Parameter Store Change"],
        "detail": {"name": [parameter], "operation": ["Create", "Update"]},
    }
