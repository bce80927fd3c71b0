"""What the blueprint wires a batch inference with."""

from collections.abc import Iterator
from typing import NotRequired

import pulumi

from components.errors import Problem
from components.parts.transform.settings import (
    DEFAULT_PREFIX,
    BatchInferenceSettings,
    DataZone,
    OutputSettings,
)
from components.wiring import HasRoles, InNetwork, InStack, OfTeam, ServesVersions, Zones

_LONGEST_NAME = 50
"""With `-clock` or a hyphen and the time, this fits IAM's 64 and SageMaker's 63."""


class BatchInferenceArgs(
    BatchInferenceSettings, InStack, OfTeam, HasRoles, InNetwork, Zones, ServesVersions
):
    """Inputs of `BatchInference`."""

    batch: str
    """Name of the batch within the stack: `scores`."""

    group_arn: pulumi.Input[str]
    """ARN of the group, possibly of another account."""

    allowed_instance_types: NotRequired[list[str]]
    """Instance types that the team may use. Default: any."""

    database_name: pulumi.Input[str]
    """Glue database that the results become a table of."""

    topic_arn: pulumi.Input[str]
    """Topic that hears when a run could not be started."""


def zone_buckets(args: BatchInferenceArgs) -> dict[str, pulumi.Input[str]]:
    """Buckets by the names of their zones."""
    return {
        "raw": args["raw_bucket"],
        "curated": args["curated_bucket"],
        "features": args["features_bucket"],
        "artifacts": args["artifacts_bucket"],
    }


def folder_problems(args: BatchInferenceArgs) -> Iterator[Problem]:
    """Yield a problem when a run would predict what the runs before it have written."""
    given, output = args["input"], args.get("output", OutputSettings())
    zone, folder = output.get("zone", DataZone.CURATED), output.get("prefix", DEFAULT_PREFIX)
    written = f"{folder}{args['batch']}/"
    if zone == given["zone"] and written.startswith(given["prefix"]):
        yield Problem(
            "input.prefix", f"must not hold the results, {written}, got {given['prefix']!r}"
        )


def name_problems(name: str, args: BatchInferenceArgs) -> Iterator[Problem]:
    """Yield a problem when the names that derive from these are too long for AWS."""
    for what in (name, f"{args['prefix']}-{args['batch']}"):
        if len(what) > _LONGEST_NAME:
            yield Problem("name", f"must be at most {_LONGEST_NAME} characters, got {what!r}")
