"""How an endpoint serves: its models and its configuration, as resources and as requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.json_text import json_text
from components.parts.common.instance_types import has_local_disk
from components.parts.endpoint.api_form import api_form
from components.parts.endpoint.metrics import VARIANT
from components.parts.endpoint.model_source import ModelSourceSettings
from components.parts.endpoint.modes import (
    DEFAULT_CONCURRENCY,
    DEFAULT_MEMORY_MB,
    Mode,
    mode_of,
)
from components.parts.endpoint.settings import (
    DEFAULT_CAPTURE_PERCENT,
    DEFAULT_INSTANCE_TYPE,
    InferenceEndpointArgs,
    InferenceEndpointSettings,
    scaling_limits,
)
from components.parts.endpoint.variants import DEFAULT_SAMPLING_PERCENT, SHADOW, ShadowSettings

_Variant = aws.sagemaker.EndpointConfigurationProductionVariantArgsDict
_Shadow = aws.sagemaker.EndpointConfigurationShadowProductionVariantArgsDict
_Capture = aws.sagemaker.EndpointConfigurationDataCaptureConfigArgsDict
_Asynchronous = aws.sagemaker.EndpointConfigurationAsyncInferenceConfigArgsDict


class ModelForm(TypedDict):
    """What the models of an endpoint have in common."""

    execution_role_arn: pulumi.Input[str]
    enable_network_isolation: NotRequired[bool]
    vpc_config: NotRequired[aws.sagemaker.ModelVpcConfigArgsDict]


class ConfigurationForm(TypedDict):
    """An endpoint configuration."""

    production_variants: Sequence[_Variant]
    shadow_production_variants: NotRequired[Sequence[_Shadow]]
    kms_key_arn: NotRequired[pulumi.Input[str]]
    data_capture_config: NotRequired[_Capture]
    async_inference_config: NotRequired[_Asynchronous]


@dataclass(frozen=True)
class Folders:
    """Where an endpoint keeps things in the bucket of the artifacts zone."""

    capture: str
    requests: str
    answers: str

    @classmethod
    def of(cls, endpoint: str) -> "Folders":
        """Those of the endpoint of that name."""
        return cls(
            capture=f"data-capture/{endpoint}",
            requests=f"asynchronous/{endpoint}/requests",
            answers=f"asynchronous/{endpoint}/answers",
        )


def further_sources(args: InferenceEndpointSettings) -> dict[str, ModelSourceSettings]:
    """Models beside the endpoint's own, by the name of their variant."""
    shadow: dict[str, ModelSourceSettings] = {SHADOW: args["shadow"]} if "shadow" in args else {}
    return {**args.get("variants", {}), **args.get("inference_components", {}), **shadow}


def container(source: ModelSourceSettings) -> aws.sagemaker.ModelPrimaryContainerArgsDict:
    """Say what a model is made of: a version of the registry, or an image and an artifact."""
    return {
        "model_package_name": source.get("model_package_arn"),
        "image": source.get("image_uri"),
        "model_data_url": source.get("model_data_url"),
        "environment": source.get("container_environment"),
    }


def own_container(args: InferenceEndpointSettings) -> aws.sagemaker.ModelPrimaryContainerArgsDict:
    """What the endpoint's own model is made of; many models at once, if told."""
    own = container(args)
    if "multi_model" in args:
        cached = args["multi_model"].get("cached", True)
        own["mode"] = "MultiModel"
        own["model_data_url"] = args["multi_model"]["models_url"]
        own["multi_model_config"] = {"model_cache_setting": "Enabled" if cached else "Disabled"}
    return own


def model_form(
    args: InferenceEndpointArgs, role_arn: pulumi.Input[str], group_id: pulumi.Input[str]
) -> ModelForm:
    """Describe what the models have in common; serverless ones run where SageMaker wants."""
    if mode_of(args) == Mode.SERVERLESS:
        return {"execution_role_arn": role_arn}
    return {
        "execution_role_arn": role_arn,
        "enable_network_isolation": args.get("network_isolated", True),
        "vpc_config": {"security_group_ids": [group_id], "subnets": args["subnet_ids"]},
    }


def configuration_form(
    args: InferenceEndpointArgs, folders: Folders, models: Mapping[str, pulumi.Input[str]]
) -> ConfigurationForm:
    """Describe the configuration that serves `models`, by the name of their variant."""
    mode = mode_of(args)
    form: ConfigurationForm = {"production_variants": list(_variants(args, models))}
    if "shadow" in args:
        form["shadow_production_variants"] = [_shadow(args, args["shadow"], models[SHADOW])]
    if mode == Mode.SERVERLESS:
        return form
    # Local disks are encrypted by the hardware, and SageMaker takes no key for them.
    if not any(has_local_disk(name) for name in instance_types(args)):
        form["kms_key_arn"] = args["kms_key_arn"]
    if mode == Mode.ASYNCHRONOUS:
        form["async_inference_config"] = _asynchronous(args, folders)
        return form
    capture = capture_form(args, folders)
    if capture is not None:
        form["data_capture_config"] = capture
    return form


def instance_types(args: InferenceEndpointSettings) -> list[str]:
    """Instance types of all variants."""
    usual = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    further = [
        *(variant.get("instance_type", usual) for variant in args.get("variants", {}).values()),
        *([args["shadow"].get("instance_type", usual)] if "shadow" in args else []),
    ]
    return [usual, *further]


def requests_form(
    args: InferenceEndpointArgs,
    model: ModelForm,
    configuration: ConfigurationForm,
    deployment: aws.sagemaker.EndpointDeploymentConfigArgsDict,
) -> pulumi.Output[str]:
    """Describe, as JSON, the requests that would bring up another version as this one is."""
    environment = args.get("container_environment")
    variants = [
        {key: value for key, value in variant.items() if key != "model_name"}
        for variant in configuration["production_variants"]
    ]
    requests: dict[str, Any] = {
        "CreateModel": api_form(
            {**model, "primary_container": {"environment": environment} if environment else None}
        ),
        "CreateEndpointConfig": api_form({**configuration, "production_variants": variants}),
        "UpdateEndpoint": api_form({"deployment_config": deployment}),
    }
    return json_text(requests, sort_keys=True)


def _variants(
    args: InferenceEndpointArgs, models: Mapping[str, pulumi.Input[str]]
) -> list[_Variant]:
    if "serverless" in args:
        given = args["serverless"]
        return [
            {
                "variant_name": VARIANT,
                "model_name": models[VARIANT],
                "initial_variant_weight": 1,
                "serverless_config": {
                    "memory_size_in_mb": given.get("memory_mb", DEFAULT_MEMORY_MB),
                    "max_concurrency": given.get("max_concurrency", DEFAULT_CONCURRENCY),
                    "provisioned_concurrency": given.get("provisioned_concurrency"),
                },
            }
        ]
    usual = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    further = args.get("variants", {})
    rest = 100 - sum(variant["traffic_percent"] for variant in further.values())
    return [
        {
            "variant_name": VARIANT,
            "model_name": models[VARIANT],
            "instance_type": usual,
            # A configuration begins with an instance, also where none need stay.
            "initial_instance_count": max(1, scaling_limits(args).min_instances),
            "initial_variant_weight": rest if further else 1,
        },
        *(
            _Variant(
                variant_name=name,
                model_name=models[name],
                instance_type=variant.get("instance_type", usual),
                initial_instance_count=variant.get("min_instances", 1),
                initial_variant_weight=variant["traffic_percent"],
            )
            for name, variant in further.items()
        ),
    ]


def _shadow(
    args: InferenceEndpointArgs, given: ShadowSettings, model: pulumi.Input[str]
) -> _Shadow:
    usual = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    return {
        "variant_name": SHADOW,
        "model_name": model,
        "instance_type": given.get("instance_type", usual),
        "initial_instance_count": given.get("instances", 1),
        # Its weight beside that of the other variant, which is 1, is the share that is copied.
        "initial_variant_weight": given.get("sampling_percent", DEFAULT_SAMPLING_PERCENT) / 100,
    }


def _asynchronous(args: InferenceEndpointArgs, folders: Folders) -> _Asynchronous:
    given = args.get("asynchronous", {})
    where = pulumi.Output.concat("s3://", args["artifacts_bucket"], "/", folders.answers)
    answers: aws.sagemaker.EndpointConfigurationAsyncInferenceConfigOutputConfigArgsDict = {
        "s3_output_path": where,
        "s3_failure_path": pulumi.Output.concat(where, "-failed"),
        "kms_key_id": args["kms_key_arn"],
    }
    success, error = given.get("success_topic_arn"), given.get("error_topic_arn")
    if success or error:
        answers["notification_config"] = {"success_topic": success, "error_topic": error}
    form: _Asynchronous = {"output_config": answers}
    if "concurrent_per_instance" in given:
        form["client_config"] = {
            "max_concurrent_invocations_per_instance": given["concurrent_per_instance"]
        }
    return form


def capture_form(args: InferenceEndpointArgs, folders: Folders) -> _Capture | None:
    """Keep requests and answers; texts stay readable, everything else is stored as base64."""
    percent = args.get("data_capture_percent", DEFAULT_CAPTURE_PERCENT)
    if percent == 0:
        return None
    return {
        "enable_capture": True,
        "initial_sampling_percentage": percent,
        "destination_s3_uri": pulumi.Output.concat(
            "s3://", args["artifacts_bucket"], "/", folders.capture
        ),
        "kms_key_id": args["kms_key_arn"],
        "capture_options": [{"capture_mode": "Input"}, {"capture_mode": "Output"}],
        "capture_content_type_header": {
            "csv_content_types": ["text/csv"],
            "json_content_types": ["application/json"],
        },
    }
