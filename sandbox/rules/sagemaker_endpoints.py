"""Rules of SageMaker's models, endpoint configurations and deployments."""

from collections.abc import Iterator
from typing import Any

from sandbox.rules import Params, rule

_MEMORY = (5120, 1024, 6144, 2048, 3072, 4096)
_OF_INSTANCES = ("InstanceType", "InitialInstanceCount", "InstancePools", "VolumeSizeInGB")
_CONFIG = ("sagemaker", "CreateEndpointConfig")


def _variants(params: Params) -> Iterator[Any]:
    yield from params["ProductionVariants"]
    yield from params.get("ShadowProductionVariants") or []


@rule("sagemaker", "CreateModel", at="Containers")
def all_hostnames_or_none(params: Params) -> str | None:
    """CreateModel, `ContainerHostname`."""
    named = ["ContainerHostname" in c for c in params.get("Containers") or []]
    if any(named) and not all(named):
        return "ContainerHostname must be specified for every container of an inference pipeline."
    return None


@rule("sagemaker", "CreateModel", at="PrimaryContainer")
def one_source_of_the_model(params: Params) -> str | None:
    """CreateModel, `ModelDataSource`: not beside a URL, nor with many models in one container."""
    for container in [params.get("PrimaryContainer"), *(params.get("Containers") or [])]:
        if container and "ModelDataSource" in container:
            if "ModelDataUrl" in container:
                return "Only one of ModelDataUrl and ModelDataSource can be specified."
            if container.get("Mode") == "MultiModel":
                return "ModelDataSource cannot be used with multi-model endpoints."
    return None


@rule(*_CONFIG, at="ProductionVariants")
def serverless_or_instances(params: Params) -> str | None:
    """CreateEndpointConfig, `ServerlessConfig`: it takes the place of instances."""
    for variant in _variants(params):
        given = [name for name in _OF_INSTANCES if name in variant]
        if "ServerlessConfig" in variant and given:
            return (
                f"Variant {variant['VariantName']}: ServerlessConfig cannot be specified together"
                f" with {', '.join(given)}."
            )
        if "ServerlessConfig" not in variant and not {"InstanceType", "InstancePools"} & {*given}:
            return (
                f"Variant {variant['VariantName']}: either ServerlessConfig or InstanceType must"
                " be specified."
            )
    return None


@rule(*_CONFIG, at="ProductionVariants")
def memory_of_serverless(params: Params) -> str | None:
    """CreateEndpointConfig, `MemorySizeInMB`: steps of 1 GB."""
    for number, variant in enumerate(params["ProductionVariants"], 1):
        size = (variant.get("ServerlessConfig") or {}).get("MemorySizeInMB", 1024)
        if size not in _MEMORY:
            where = f"productionVariants.{number}.member.serverlessConfig.memorySizeInMB"
            return (
                f"1 validation error detected: Value '{size}' at '{where}' failed to satisfy"
                f" constraint: Member must satisfy enum value set: {list(_MEMORY)}"
            )
    return None


@rule(*_CONFIG, at="ProductionVariants")
def what_serverless_lacks(params: Params) -> str | None:
    """SageMaker Developer Guide, "Serverless Inference", feature exclusions."""
    if not any("ServerlessConfig" in v for v in _variants(params)):
        return None
    lacks = {
        "multiple production variants": len([*_variants(params)]) > 1,
        "data capture": (params.get("DataCaptureConfig") or {}).get("EnableCapture"),
        "VPC configuration": "VpcConfig" in params,
        "network isolation": params.get("EnableNetworkIsolation"),
        "asynchronous inference": "AsyncInferenceConfig" in params,
    }
    found = [name for name, wanted in lacks.items() if wanted]
    return f"Serverless endpoints do not support {', '.join(found)}." if found else None


@rule(*_CONFIG, at="ProductionVariants")
def role_for_inference_components(params: Params) -> str | None:
    """A variant without a model runs inference components, under a role of the configuration's."""
    variants = params["ProductionVariants"]
    if any("ModelName" not in v for v in variants) and "ExecutionRoleArn" not in params:
        return "ExecutionRoleArn is required when a production variant has no ModelName."
    return None


@rule(*_CONFIG, at="ProductionVariants")
def scaling_of_instances(params: Params) -> str | None:
    """CreateEndpointConfig, `ManagedInstanceScaling`."""
    for variant in params["ProductionVariants"]:
        scaling = variant.get("ManagedInstanceScaling") or {}
        if scaling.get("Status") == "ENABLED" and "ModelName" in variant:
            return "ManagedInstanceScaling is only supported for inference component endpoints."
        if scaling.get("MinInstanceCount", 0) > scaling.get("MaxInstanceCount", float("inf")):
            return "MinInstanceCount must be less than or equal to MaxInstanceCount."
    return None


@rule(*_CONFIG, at="ProductionVariants")
def names_of_variants_differ(params: Params) -> str | None:
    """CreateEndpointConfig, `VariantName`."""
    names = [v["VariantName"] for v in _variants(params)]
    twice = next((name for name in names if names.count(name) > 1), None)
    return f"Variant name {twice} is not unique." if twice else None


@rule(*_CONFIG, at="ShadowProductionVariants")
def one_shadow_of_one_variant(params: Params) -> str | None:
    """CreateEndpointConfig, `ShadowProductionVariants`."""
    shadows = params.get("ShadowProductionVariants") or []
    if shadows and (len(shadows) > 1 or len(params["ProductionVariants"]) > 1):
        return (
            "With ShadowProductionVariants, only one variant can be specified for"
            " ProductionVariants and one variant for ShadowProductionVariants."
        )
    return None


@rule(*_CONFIG, at="AsyncInferenceConfig")
def one_asynchronous_variant(params: Params) -> str | None:
    """SageMaker Developer Guide, "Asynchronous inference": one variant."""
    if "AsyncInferenceConfig" in params and len([*_variants(params)]) > 1:
        return "AsyncInferenceConfig is only supported with a single production variant."
    return None


@rule(*_CONFIG, at="CrossRegionTrafficConfig")
def traffic_between_regions(params: Params) -> str | None:
    """CreateEndpointConfig, `CrossRegionTrafficConfig`."""
    if "CrossRegionTrafficConfig" in params and (
        "AsyncInferenceConfig" in params or any("ServerlessConfig" in v for v in _variants(params))
    ):
        return (
            "CrossRegionTrafficConfig cannot be specified with serverless variants or with"
            " AsyncInferenceConfig."
        )
    return None


@rule(*_CONFIG, at="ProductionVariants")
def routing_by_prefix(params: Params) -> str | None:
    """CreateEndpointConfig, `PrefixAwareRoutingConfig` and its `PrefixLength`."""
    for variant in params["ProductionVariants"]:
        routing = variant.get("RoutingConfig") or {}
        aware = routing.get("RoutingStrategy") == "PREFIX_AWARE"
        if not aware and "PrefixAwareRoutingConfig" in routing:
            return (
                "PrefixAwareRoutingConfig can only be specified when RoutingStrategy is"
                " PREFIX_AWARE."
            )
        if aware and "PrefixLength" not in (routing.get("PrefixAwareRoutingConfig") or {}):
            return "PrefixLength is required when RoutingStrategy is PREFIX_AWARE."
    return None


@rule("sagemaker", "CreateEndpoint", "UpdateEndpoint", at="DeploymentConfig")
def steps_of_a_deployment(params: Params) -> str | None:
    """CreateEndpoint, `CanarySize`, `LinearStepSize` and `MaximumBatchSize`: shares of capacity."""
    config = params.get("DeploymentConfig") or {}
    policy = config.get("BlueGreenUpdatePolicy") or {}
    routing = policy.get("TrafficRoutingConfiguration") or {}
    for kind, name in (("CANARY", "CanarySize"), ("LINEAR", "LinearStepSize")):
        if routing.get("Type") == kind and name not in routing:
            return f"{name} must be specified when the traffic routing type is {kind}."
        if routing.get("Type", kind) != kind and name in routing:
            return f"{name} can only be specified when the traffic routing type is {kind}."
    rolling = config.get("RollingUpdatePolicy") or {}
    for name, size, least in (
        ("CanarySize", routing.get("CanarySize"), 1),
        ("LinearStepSize", routing.get("LinearStepSize"), 10),
        ("MaximumBatchSize", rolling.get("MaximumBatchSize"), 5),
    ):
        if size and size["Type"] == "CAPACITY_PERCENT" and not least <= size["Value"] <= 50:
            return f"{name} must be between {least} and 50 percent of the variant's capacity."
    return None


@rule("sagemaker", "CreateInferenceComponent", at="Specification")
def one_or_many_specifications(params: Params) -> str | None:
    """CreateInferenceComponent, `Specifications`: it or the singular, not both."""
    if ("Specification" in params) == bool(params.get("Specifications")):
        return "Exactly one of Specification and Specifications must be specified."
    types = ["InstanceType" in s for s in params.get("Specifications") or []]
    if len(types) > 1 and not all(types):
        return "InstanceType is required in each of multiple Specifications."
    return None


@rule("sagemaker", "CreateInferenceComponent", "UpdateInferenceComponent", at="Specification")
def adapters_have_no_resources(params: Params) -> str | None:
    """CreateInferenceComponent, `ComputeResourceRequirements` and `BaseInferenceComponentName`."""
    spec = params.get("Specification") or {}
    if "BaseInferenceComponentName" in spec and "ComputeResourceRequirements" in spec:
        return "ComputeResourceRequirements cannot be specified for an adapter inference component."
    needs = spec.get("ComputeResourceRequirements") or {}
    if needs.get("MinMemoryRequiredInMb", 0) > needs.get("MaxMemoryRequiredInMb", float("inf")):
        return "MinMemoryRequiredInMb must be less than or equal to MaxMemoryRequiredInMb."
    return None
