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


def _missing(context: Context, what: str, kind: str, name: str) -> AwsError:
    arn = context.arn(f"{kind}/{name}")
    return AwsError("ValidationException", f'Could not find {what} "{arn}".')
