"""What the blueprint wires a model monitor with."""

from collections.abc import Iterator
from typing import NotRequired

import pulumi

from components.aws_scope import AwsScope
from components.errors import Problem
from components.parts.drift.scope import Watched
from components.parts.drift.settings import DEFAULT_WINDOW_HOURS, ModelMonitorSettings
from components.parts.endpoint.metrics import VARIANT
from components.wiring import HasRoles, InNetwork, InStack, OfTeam

_LONGEST_NAME = 50
"""With `-role`, `-clock` and the eight characters that Pulumi adds, this fills IAM's 64."""

_LONGEST_SOURCE = 48
"""With `-mon-` and the hour, this fills the 63 of a processing job."""


class ModelMonitorArgs(ModelMonitorSettings, InStack, OfTeam, HasRoles, InNetwork):
    """Inputs of `ModelMonitor`."""

    source: str
    """Name of the endpoint that captures its data, or of the batch inference."""

    batch_bucket: NotRequired[pulumi.Input[str]]
    """Bucket of the results of batch inference. Default: the source is an endpoint."""

    batch_prefix: NotRequired[pulumi.Input[str]]
    """Folder of those results, with a folder for each day. Default: the source is an endpoint."""

    artifacts_bucket: pulumi.Input[str]
    """Bucket of the artifacts zone: captured data, baselines and reports."""

    curated_bucket: pulumi.Input[str]
    """Bucket of the curated zone, where the team puts labels."""

    database_name: pulumi.Input[str]
    """Glue database that the reports become a table of."""

    workgroup_name: pulumi.Input[str]
    """Athena workgroup that keeps the query for violations."""

    topic_arn: pulumi.Input[str]
    """Topic that alarms go to."""


def watched_source(args: ModelMonitorArgs, scope: AwsScope) -> Watched:
    """What is watched, and where it lies."""
    source = args["source"]
    return Watched(
        aws=scope,
        name=source,
        is_endpoint="batch_bucket" not in args,
        source_bucket=args.get("batch_bucket", args["artifacts_bucket"]),
        # SageMaker adds the names of endpoint and variant (SageMaker guide, "Capture data").
        source_prefix=args.get("batch_prefix", f"data-capture/{source}/{source}/{VARIANT}/"),
        artifacts_bucket=args["artifacts_bucket"],
        curated_bucket=args["curated_bucket"],
        kms_key_arn=args["kms_key_arn"],
    )


def wiring_problems(name: str, args: ModelMonitorArgs) -> Iterator[Problem]:
    """Yield what is wrong with names and with batch inference as the source."""
    for what, given in (("name", name), ("source", args["source"])):
        most = _LONGEST_NAME if what == "name" else _LONGEST_SOURCE
        if len(given) > most:
            yield Problem(what, f"must be at most {most} characters, got {given!r}")
    if "batch_bucket" in args:
        if "model_quality" in args:
            yield Problem(
                "model_quality", "must be left out for batch inference, whose rows have no id"
            )
        hours = args.get("window_hours", DEFAULT_WINDOW_HOURS)
        if hours != 24:
            yield Problem("window_hours", f"must be 24 for batch inference, got {hours}")
