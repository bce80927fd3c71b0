"""What the placeholders of a definition stand for in one stack."""

from collections.abc import Mapping
from typing import Any

import pulumi

from components.aws_scope import AwsScope
from components.errors import InputError, Problem
from components.parts.pipeline.settings import IMAGES, TrainingPipelineSettings
from components.parts.pipeline.source import published_images

_GROUP = ":model-package-group/"

_SUFFIXES = {"cn-": "amazonaws.com.cn"}


def images(args: TrainingPipelineSettings, scope: AwsScope) -> dict[str, pulumi.Input[str]]:
    """Return the address of each image that definitions may name, by its placeholder."""
    chosen = args.get("images", {})
    published = published_images()

    def address(name: str) -> pulumi.Input[str]:
        if name in chosen:
            return chosen[name]
        return scope.region.apply(lambda region: image_address(name, published[name], region))

    return {f"image_{name}": address(name) for name in IMAGES}


def image_address(name: str, published: Mapping[str, Any], region: str) -> str:
    """Return where AWS publishes an image in `region`, in which it has to."""
    address = published_address(published, region)
    if address is None:
        reason = f"must name an image, since AWS publishes none of ours in {region}"
        raise InputError("training_pipeline", [Problem(f"images.{name}", reason)])
    return address


def published_address(published: Mapping[str, Any], region: str) -> str | None:
    """Return where AWS publishes an image in `region`, if it does."""
    account = published["accounts"].get(region)
    if account is None:
        return None
    suffix = next((s for start, s in _SUFFIXES.items() if region.startswith(start)), None)
    return f"{account}.dkr.ecr.{region}.{suffix or 'amazonaws.com'}/{published['image']}"


def group_name(
    args: TrainingPipelineSettings, prefix: str, groups: pulumi.Input[list[str]]
) -> pulumi.Output[str]:
    """Return the name of the group to register versions in, or the ARN of an adopted one."""
    return pulumi.Output.from_input(groups).apply(
        lambda known: chosen_group(args.get("model_group"), prefix, known)
    )


def chosen_group(wanted: str | None, prefix: str, known: list[str]) -> str:
    """Return the one of the `known` groups that the team's name means, or the only one."""
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted is not None and _GROUP in wanted and wanted.rsplit("/", 1)[-1] in known:
        return wanted
    # An adopted group has a name that is not of this stack.
    for name in (f"{prefix}-{wanted}", str(wanted)):
        if wanted is not None and name in known:
            return name
    groups = ", ".join(known) or "none"
    reason = f"must be a group of the registry, which has {groups}, got {wanted!r}"
    raise InputError("training_pipeline", [Problem("model_group", reason)])


def tag_list(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """Return tags in the words of SageMaker."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]
