"""moto forgets how an endpoint was deployed, and the capture status it then reports."""

from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call


@after_call("sagemaker", "CreateEndpoint")
def remember_deployment(context: Context, _result: dict[str, Any]) -> None:
    """Keep the deployment configuration with the endpoint."""
    endpoint = context.backend().endpoints[context.params["EndpointName"]]
    endpoint.last_deployment_config = context.params.get("DeploymentConfig")


@after_call("sagemaker", "DescribeEndpoint")
def describe_deployment(context: Context, result: dict[str, Any]) -> None:
    """Show it, and whether data capture runs."""
    endpoint = context.backend().endpoints[context.params["EndpointName"]]
    deployed = getattr(endpoint, "last_deployment_config", None)
    if deployed:
        result["LastDeploymentConfig"] = deployed
    capture = endpoint.data_capture_config or {}
    if capture:
        enabled = capture.get("EnableCapture", False)
        result["DataCaptureConfig"] = {
            "EnableCapture": enabled,
            "CaptureStatus": "Started" if enabled else "Stopped",
            "CurrentSamplingPercentage": capture.get("InitialSamplingPercentage", 0),
            "DestinationS3Uri": capture.get("DestinationS3Uri", ""),
            "KmsKeyId": capture.get("KmsKeyId", ""),
        }
    else:
        result.pop("DataCaptureConfig", None)
