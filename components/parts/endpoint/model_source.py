"""Where an endpoint's model comes from: a version in the registry, or an image and an artifact."""

import re
from collections.abc import Iterator
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.ecr_image import EcrImage
from components.settings import team_settings

_VERSION_ARN = re.compile(
    r"arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:model-package/[A-Za-z0-9-]+/\d+"
)
_ARTIFACT = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?P<key>.+)")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONGEST_VALUE = 1024


@team_settings
class ModelSourceSettings(TypedDict):
    """What a team says about the model behind an endpoint."""

    model_package_arn: NotRequired[str]
    """ARN of a version in the model registry. Default: image_uri says what to serve."""

    image_uri: NotRequired[str]
    """Image in ECR that serves the model. Default: model_package_arn says what to serve."""

    model_data_url: NotRequired[str]
    """`s3://` address of the model's .tar.gz, for image_uri. Default: the image holds the model."""

    image_repository_arns: NotRequired[list[str]]
    """Further ECR repositories that the endpoint may pull from, besides that of image_uri, or the
    stack's own for a model_package_arn. Default: none."""

    container_environment: NotRequired[dict[str, str]]
    """Environment variables of the container; readable by everybody who may describe the model, so
    no secrets. Default: none."""


def artifact_address(url: str) -> tuple[str, str]:
    """Bucket and key of an `s3://` address that `source_problems` accepts."""
    match = _ARTIFACT.fullmatch(url)
    return (match["bucket"], match["key"]) if match else ("", "")


def source_problems(args: ModelSourceSettings) -> Iterator[Problem]:
    """Yield what is wrong with the model's source."""
    package, image, data = (
        args.get("model_package_arn"),
        args.get("image_uri"),
        args.get("model_data_url"),
    )
    if package is None and image is None:
        yield Problem("model_package_arn", "must be given, or image_uri instead, got neither")
    if package is not None and image is not None:
        yield Problem("image_uri", "must be left out when model_package_arn says what to serve")
    if package is not None and not _VERSION_ARN.fullmatch(package):
        yield Problem(
            "model_package_arn",
            f"must be the ARN of a version, model-package/<group>/<number>, got {package!r}",
        )
    if image is not None and EcrImage.of(image) is None:
        yield Problem(
            "image_uri",
            f"must be <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>, got {image!r}",
        )
    if data is not None and image is None:
        yield Problem("model_data_url", "must come with image_uri; a version brings its artifact")
    if data is not None and not (_ARTIFACT.fullmatch(data) and data.endswith(".tar.gz")):
        yield Problem(
            "model_data_url", f"must be s3://<bucket>/<key> that ends in .tar.gz, got {data!r}"
        )
    for index, arn in enumerate(args.get("image_repository_arns", [])):
        if ":ecr:" not in arn or ":repository/" not in arn:
            yield Problem(
                f"image_repository_arns[{index}]", f"must be the ARN of a repository, got {arn!r}"
            )
    for variable, value in args.get("container_environment", {}).items():
        where = f"container_environment.{variable}"
        if not _VARIABLE.fullmatch(variable):
            yield Problem(where, f"must be letters, digits and underscores, got {variable!r}")
        if len(value) > _LONGEST_VALUE:
            yield Problem(where, f"must be at most {_LONGEST_VALUE} characters, got {len(value)}")
