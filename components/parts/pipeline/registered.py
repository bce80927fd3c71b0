"""The images that a pipeline registers its versions with, as its settings and definition say."""

from collections.abc import Iterator
from string import Template
from typing import Any

import pulumi

from components.aws_scope import AwsScope
from components.parts.common.ecr_image import EcrImage
from components.parts.pipeline.checks import Json, all_steps, defaults_of, resolved, values
from components.parts.pipeline.definition import load
from components.parts.pipeline.settings import IMAGES, TrainingPipelineSettings
from components.parts.pipeline.source import published_images
from components.parts.pipeline.stack_values import published_address


def registered_repositories(
    args: TrainingPipelineSettings, scope: AwsScope
) -> pulumi.Output[list[str]]:
    """ARNs of the repositories of the images that versions are registered with.

    It takes nothing but settings, so that what is declared before the pipeline can ask, and a stack
    that gets its versions from where the pipeline runs.
    """
    return pulumi.Output.all(scope.partition, scope.region).apply(
        lambda known: repository_arns(args, partition=str(known[0]), region=str(known[1]))
    )


def repository_arns(args: TrainingPipelineSettings, *, partition: str, region: str) -> list[str]:
    """Return the ARN of each image's repository, where its address in `region` is one in ECR."""
    chosen, published = args.get("images", {}), published_images()
    known = {"region": region}
    for name in IMAGES:
        address = chosen.get(name) or published_address(published[name], region)
        if address is not None:
            known[f"image_{name}"] = address
    addresses = (Template(image).safe_substitute(known) for image in _images(load({**args})[0]))
    found = (EcrImage.of(address) for address in addresses)
    return sorted({image.repository_arn(partition) for image in found if image})


def _images(definition: Json) -> Iterator[str]:
    """Yield the images of every step that registers, as far as the definition says them."""
    defaults = defaults_of(definition)
    for step in all_steps(definition):
        if step.type != "RegisterModel":
            continue
        arguments: Json = step.body.get("Arguments", {})
        for field in ("InferenceSpecification", "AdditionalInferenceSpecifications"):
            for given in values(arguments.get(field), "Image"):
                image: Any = resolved(given, defaults)
                if isinstance(image, str):
                    yield image
