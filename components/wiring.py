"""Inputs that many components are wired with; each component adds its own to those it extends."""

from typing import NotRequired

import pulumi
from typing_extensions import TypedDict


class InStack(TypedDict):
    """Whose resources they are, and what encrypts them."""

    prefix: str
    """What the names of everything in the stack start with: `fraud-dev`."""

    kms_key_arn: pulumi.Input[str]
    """Customer-managed key of the stack."""


class OfTeam(TypedDict):
    """Team and environment, as the tags say them."""

    team: str
    """Value of the tag `team`."""

    environment: str
    """Value of the tag `environment`."""


class HasRoles(TypedDict):
    """What caps the roles of a component."""

    permissions_boundary_arn: NotRequired[pulumi.Input[str]]
    """Policy that caps what the component's roles can ever do. Default: none."""


class HoldsData(TypedDict):
    """Whether data outlives the stack."""

    protect_data: NotRequired[bool]
    """Whether what holds data cannot be deleted, and never with data in it. Default: True."""


class ReachesNetwork(TypedDict):
    """What a security group needs to know of the network."""

    vpc_id: pulumi.Input[str]
    """VPC that the workload runs in."""

    vpc_cidr: pulumi.Input[str]
    """Address range of the VPC, where its interface endpoints answer."""

    s3_prefix_list_id: NotRequired[pulumi.Input[str]]
    """Prefix list of the gateway endpoint for S3. Default: no rule for one."""

    internet_egress: NotRequired[bool]
    """Whether HTTPS to any address is allowed; set it where a NAT exists. Default: False."""


class InNetwork(ReachesNetwork):
    """Where a workload runs."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets that the workload runs in."""


class Zones(TypedDict):
    """The buckets of the data zones."""

    raw_bucket: pulumi.Input[str]
    """Bucket of the raw zone."""

    curated_bucket: pulumi.Input[str]
    """Bucket of the curated zone."""

    features_bucket: pulumi.Input[str]
    """Bucket of the features zone."""

    artifacts_bucket: pulumi.Input[str]
    """Bucket of the artifacts zone."""


class ServesVersions(TypedDict):
    """What versions of the stack's groups are served with."""

    inference_image_repository_arns: NotRequired[pulumi.Input[list[str]]]
    """Repositories of the images that the training pipeline registers versions with, besides the
    stack's own. Default: none."""


def reached(args: ReachesNetwork) -> ReachesNetwork:
    """Return only what a security group needs of a component's inputs."""
    network: ReachesNetwork = {
        "vpc_id": args["vpc_id"],
        "vpc_cidr": args["vpc_cidr"],
        "internet_egress": args.get("internet_egress", False),
    }
    if "s3_prefix_list_id" in args:
        network["s3_prefix_list_id"] = args["s3_prefix_list_id"]
    return network
