"""Corrections of SageMaker's endpoints: moto cannot update one."""

import datetime
from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around, before_call
from sandbox.account.errors import AwsError


@around("sagemaker", "moto.sagemaker.models.SageMakerModelBackend.validate_production_variants")
def models_of_variants(moto: Any, self: Any, production_variants: list[dict[str, Any]]) -> None:
    """Moto crashes on variants for inference components, which have no model."""
    moto(self, [v for v in production_variants if "ModelName" in v])


@after_call("sagemaker", "CreateEndpoint")
def remember_deployment(context: Context, _result: dict[str, Any]) -> None:
    """Moto forgets how an endpoint was deployed."""
    endpoint = context.backend().endpoints[context.params["EndpointName"]]
    endpoint.last_deployment_config = context.params.get("DeploymentConfig")


@after_call("sagemaker", "DescribeEndpoint")
def describe_deployment(context: Context, result: dict[str, Any]) -> None:
    """Moto shows the data capture as it was asked for, and not whether it runs."""
    endpoint = context.backend().endpoints[context.params["EndpointName"]]
    deployed = getattr(endpoint, "last_deployment_config", None)
    if deployed:
        result["LastDeploymentConfig"] = deployed
    capture = endpoint.data_capture_config
    result.pop("DataCaptureConfig", None)
    if capture:
        enabled = capture.get("EnableCapture", False)
        result["DataCaptureConfig"] = {
            "EnableCapture": enabled,
            "CaptureStatus": "Started" if enabled else "Stopped",
            "CurrentSamplingPercentage": capture.get("InitialSamplingPercentage", 0),
            "DestinationS3Uri": capture.get("DestinationS3Uri", ""),
            "KmsKeyId": capture.get("KmsKeyId", ""),
        }


@before_call("sagemaker", "UpdateEndpoint")
def update_endpoint(context: Context) -> Mapping[str, Any]:
    """Deploy another configuration."""
    backend = context.backend()
    name, config_name = context.params["EndpointName"], context.params["EndpointConfigName"]
    endpoint, config = backend.endpoints[name], backend.endpoint_configs.get(config_name)
    if config is None:
        arn = context.arn(f"endpoint-config/{config_name}")
        raise _refusal(f'Could not find endpoint configuration "{arn}".')
    served = backend.endpoint_configs.get(endpoint.endpoint_config_name)
    # The one before may be gone, and nothing is known of it.
    if served is not None:
        _refuse_another_way_of_serving(served, config, name)
        _refuse_to_pull_from_under_scaling(context, served, config)
    variants = endpoint._process_production_variants(config.production_variants)
    if context.params.get("RetainAllVariantProperties"):
        kept = {v["VariantName"]: v for v in endpoint.production_variants}
        variants = [kept.get(v["VariantName"], v) for v in variants]
    endpoint.endpoint_config_name = config_name
    endpoint.production_variants = variants
    endpoint.data_capture_config = config.data_capture_config
    endpoint.last_deployment_config = context.params.get("DeploymentConfig")
    now = datetime.datetime.now(datetime.UTC)
    endpoint.last_modified_time = now.replace(tzinfo=None)
    return {"EndpointArn": endpoint.arn}


def _refuse_another_way_of_serving(served: Any, wanted: Any, name: str) -> None:
    """Refuse to make an endpoint asynchronous, or no longer so, and to take its instances away.

    SageMaker Developer Guide, "Serverless Inference"; the words on the asynchronous are AWS's.
    """
    before, after = bool(served.async_inference_config), bool(wanted.async_inference_config)
    if before != after:
        verb = "added to" if after else "removed from"
        raise _refusal(f"The AsyncInferenceConfig parameter cannot be {verb} this endpoint {name}.")
    if _serverless(wanted) and not _serverless(served):
        raise _refusal(f"Endpoint {name} has instances and cannot be made serverless.")


def _serverless(config: Any) -> bool:
    return any("ServerlessConfig" in variant for variant in config.production_variants)


def _refuse_to_pull_from_under_scaling(context: Context, served: Any, wanted: Any) -> None:
    """Refuse another instance type, or none, for a variant that scales.

    SageMaker Developer Guide, "Update endpoints that use auto scaling".
    """
    targets = context.backend("application-autoscaling").describe_scalable_targets(
        "sagemaker", None, "sagemaker:variant:DesiredInstanceCount"
    )
    scaled = {target.resource_id for target in targets}
    types = {v["VariantName"]: v.get("InstanceType") for v in wanted.production_variants}
    for variant in served.production_variants:
        target = f"endpoint/{context.params['EndpointName']}/variant/{variant['VariantName']}"
        if target in scaled and types.get(variant["VariantName"]) != variant.get("InstanceType"):
            raise _refusal(
                f"{target} is registered as a scalable target; deregister it before the instance"
                " type changes."
            )


def _refusal(text: str) -> AwsError:
    return AwsError("ValidationException", text)
