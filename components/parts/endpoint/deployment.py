"""What an endpoint serves after an update, and whether the update was possible at all."""

from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws

from components.parts.endpoint.modes import Mode

MODE_TAG = "serving"
"""Tag of an endpoint that says how it served when it was made; none says in real time."""


class OtherModeError(pulumi.RunError):
    """SageMaker cannot make an endpoint serve in that way that has served in another."""


class WentBackError(pulumi.RunError):
    """SageMaker undid an update, and the endpoint serves what it served before."""


def tags_of(mode: Mode) -> Mapping[str, str] | None:
    """Tags of a new endpoint that serves in that way."""
    return None if mode == Mode.REAL_TIME else {MODE_TAG: mode.value}


def of_one_mode(where: str, tags: pulumi.Output[Mapping[str, str]], mode: Mode) -> None:
    """Fail where SageMaker would refuse an update, already in the preview.

    The tags are those of the endpoint's first day, as the engine ignores changes of them. Only from
    serverless to instances there is a way, and none back (SageMaker guide, "Serverless
    Inference"); an asynchronous configuration can neither be added nor removed.
    """

    def checked(known: Mapping[str, str]) -> None:
        was = known.get(MODE_TAG, Mode.REAL_TIME.value)
        if mode.value != was and (was, mode) != (Mode.SERVERLESS.value, Mode.REAL_TIME):
            raise OtherModeError(
                f"{where}: must stay {was}, as SageMaker cannot change it, got {mode.value}\n"
                "add a second endpoint with another name, lead callers to it, and remove this one"
            )

    tags.apply(checked)


def name_in_service(
    where: str,
    endpoint: aws.sagemaker.Endpoint,
    configuration: pulumi.Input[str],
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

    names = (endpoint.name, endpoint.endpoint_config_name, configuration)
    return pulumi.Output.all(*names).apply(checked)
