"""How an endpoint runs its model: container, disks, captured data, and the change to a new one."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from components.parts.common.instance_types import has_local_disk
from components.parts.endpoint.settings import DEFAULT_INSTANCE_TYPE, InferenceEndpointSettings

_BAKE_SECONDS = 600
"""How long the old instances stay beside the new ones, so that an alarm can still undo it."""


class WentBackError(pulumi.RunError):
    """SageMaker undid an update, and the endpoint serves what it served before."""


def container(args: InferenceEndpointSettings) -> aws.sagemaker.ModelPrimaryContainerArgs:
    """Say what the model is made of: a version of the registry, or an image and an artifact."""
    return aws.sagemaker.ModelPrimaryContainerArgs(
        model_package_name=args.get("model_package_arn"),
        image=args.get("image_uri"),
        model_data_url=args.get("model_data_url"),
        environment=args.get("container_environment"),
    )


def volume_key(
    args: InferenceEndpointSettings, kms_key_arn: pulumi.Input[str]
) -> pulumi.Input[str] | None:
    """Key for the instances' volumes; local disks are encrypted by the hardware instead."""
    if has_local_disk(args.get("instance_type", DEFAULT_INSTANCE_TYPE)):
        return None
    return kms_key_arn


def data_capture(
    percent: int, destination: pulumi.Input[str], kms_key_arn: pulumi.Input[str]
) -> aws.sagemaker.EndpointConfigurationDataCaptureConfigArgs | None:
    """Keep requests and answers; texts stay readable, everything else is stored as base64."""
    if percent == 0:
        return None
    option = aws.sagemaker.EndpointConfigurationDataCaptureConfigCaptureOptionArgs
    content_types = (
        aws.sagemaker.EndpointConfigurationDataCaptureConfigCaptureContentTypeHeaderArgs(
            csv_content_types=["text/csv"], json_content_types=["application/json"]
        )
    )
    return aws.sagemaker.EndpointConfigurationDataCaptureConfigArgs(
        enable_capture=True,
        initial_sampling_percentage=percent,
        destination_s3_uri=destination,
        kms_key_id=kms_key_arn,
        capture_options=[option(capture_mode="Input"), option(capture_mode="Output")],
        capture_content_type_header=content_types,
    )


def deployment(
    alarms: list[aws.cloudwatch.MetricAlarm],
) -> aws.sagemaker.EndpointDeploymentConfigArgs:
    """Bring up new instances beside the old, move all requests, go back if an alarm goes off."""
    alarm = aws.sagemaker.EndpointDeploymentConfigAutoRollbackConfigurationAlarmArgs
    routing = (
        aws.sagemaker.EndpointDeploymentConfigBlueGreenUpdatePolicyTrafficRoutingConfigurationArgs
    )
    return aws.sagemaker.EndpointDeploymentConfigArgs(
        blue_green_update_policy=aws.sagemaker.EndpointDeploymentConfigBlueGreenUpdatePolicyArgs(
            traffic_routing_configuration=routing(type="ALL_AT_ONCE", wait_interval_in_seconds=0),
            termination_wait_in_seconds=_BAKE_SECONDS,
        ),
        auto_rollback_configuration=(
            aws.sagemaker.EndpointDeploymentConfigAutoRollbackConfigurationArgs(
                alarms=[alarm(alarm_name=a.name) for a in alarms]
            )
        ),
    )


def name_in_service(
    where: str,
    endpoint: aws.sagemaker.Endpoint,
    configuration: aws.sagemaker.EndpointConfiguration,
) -> pulumi.Output[str]:
    """Name of the endpoint, once it serves `configuration` and no other.

    The provider takes an endpoint that went back for one that is up to date. Without this error
    the engine would go on to delete the configuration and the model that are being served.
    """

    def checked(known: Sequence[str]) -> str:
        name, served, wanted = known
        if served != wanted:
            raise WentBackError(
                f"{where}: must serve {wanted}, got {served}, to which SageMaker went back\n"
                f"`aws sagemaker describe-endpoint --endpoint-name {name}` may say why; then set "
                "what was served before, or run `pulumi up --refresh` to try again"
            )
        return name

    names = (endpoint.name, endpoint.endpoint_config_name, configuration.name)
    return pulumi.Output.all(*names).apply(checked)
