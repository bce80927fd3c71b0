"""The models of an endpoint and the configuration that serves them, as resources."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from components.parts.endpoint.metrics import VARIANT
from components.parts.endpoint.serving import (
    ConfigurationForm,
    ModelForm,
    container,
    further_sources,
    own_container,
)
from components.parts.endpoint.settings import InferenceEndpointArgs


def declare_models(
    name: str,
    args: InferenceEndpointArgs,
    common: ModelForm,
    policy: aws.iam.RolePolicy,
    parent: pulumi.ComponentResource,
) -> Mapping[str, pulumi.Output[str]]:
    """Declare the models; return their names by the name of their variant or component."""
    opts = pulumi.ResourceOptions(
        parent=parent,
        depends_on=[policy],
        ignore_changes=_first_stays(args, "primary_container", *common),
    )
    own: dict[str, aws.sagemaker.Model] = {}
    if "inference_components" not in args:
        own[VARIANT] = aws.sagemaker.Model(
            f"{name}-model", **common, primary_container=own_container(args), opts=opts
        )
    further = {
        variant: aws.sagemaker.Model(
            f"{name}-{variant}-model", **common, primary_container=container(source), opts=opts
        )
        for variant, source in further_sources(args).items()
    }
    return {variant: model.name for variant, model in {**own, **further}.items()}


def declare_configuration(
    name: str,
    args: InferenceEndpointArgs,
    form: ConfigurationForm,
    parent: pulumi.ComponentResource,
) -> pulumi.Output[str]:
    """Declare the configuration; its name is Pulumi's, so that the next one can stand beside it."""
    configuration = aws.sagemaker.EndpointConfiguration(
        f"{name}-config",
        **form,
        opts=pulumi.ResourceOptions(
            parent=parent,
            ignore_changes=_first_stays(
                args,
                "production_variants",
                "kms_key_arn",
                "data_capture_config",
                "async_inference_config",
            ),
        ),
    )
    return configuration.name


def _first_stays(args: InferenceEndpointArgs, *properties: str) -> list[str] | None:
    """What to ignore: an endpoint that follows a group may still serve what it was made with."""
    return list(properties) if args.get("followed", False) else None
