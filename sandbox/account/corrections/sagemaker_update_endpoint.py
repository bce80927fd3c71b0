"""moto has no UpdateEndpoint."""

import datetime
from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("sagemaker", "UpdateEndpoint")
def update_endpoint(context: Context) -> Mapping[str, Any]:
    """Deploy another configuration."""
    backend = context.backend()
    name, config_name = context.params["EndpointName"], context.params["EndpointConfigName"]
    endpoint, config = backend.endpoints.get(name), backend.endpoint_configs.get(config_name)
    if endpoint is None:
        raise _missing(context, "endpoint", "endpoint", name)
    if config is None:
        raise _missing(context, "endpoint configuration", "endpoint-config", config_name)
    _refuse_another_way_of_serving(
        backend.endpoint_configs[endpoint.endpoint_config_name], config, name
    )
    variants = endpoint._process_production_variants(config.production_variants)
    _refuse_to_pull_from_under_scaling(context, endpoint, config)
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
        text = f"The AsyncInferenceConfig parameter cannot be {verb} this endpoint {name}."
        raise AwsError("ValidationException", text)
    if _serverless(wanted) and not _serverless(served):
        text = f"Endpoint {name} has instances and cannot be made serverless."
        raise AwsError("ValidationException", text)


def _serverless(config: Any) -> bool:
    return any("ServerlessConfig" in variant for variant in config.production_variants)


def _refuse_to_pull_from_under_scaling(context: Context, endpoint: Any, config: Any) -> None:
    """Refuse another instance type, or none, for a variant that scales.

    SageMaker Developer Guide, "Update endpoints that use auto scaling".
    """
    name, config_name = endpoint.endpoint_name, endpoint.endpoint_config_name
    scaled = context.backend("application-autoscaling").describe_scalable_targets(
        "sagemaker", None, "sagemaker:variant:DesiredInstanceCount"
    )
    registered = {target.resource_id for target in scaled}
    wanted = {v["VariantName"]: v.get("InstanceType") for v in config.production_variants}
    for served in context.backend().endpoint_configs[config_name].production_variants:
        variant = served["VariantName"]
        if wanted.get(variant) != served.get("InstanceType"):
            target = f"endpoint/{name}/variant/{variant}"
            if target in registered:
                raise AwsError(
                    "ValidationException",
                    f"{target} is registered as a scalable target; deregister it before the "
                    "instance type changes.",
                )


def _missing(context: Context, what: str, kind: str, name: str) -> AwsError:
    arn = context.arn(f"{kind}/{name}")
    return AwsError("ValidationException", f'Could not find {what} "{arn}".')
