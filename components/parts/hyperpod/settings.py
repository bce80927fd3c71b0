"""What a team may choose about its HyperPod cluster, with its limits."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.common.instance_types import (
    accelerated,
    is_instance_type,
    plan_problems,
)
from components.parts.network.addresses import SLOTS
from components.settings import team_settings

DEFAULT_CONTROLLER_TYPE = "ml.m5.xlarge"
DEFAULT_VOLUME_GIB = 200

_GROUP_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLAN_ARN = re.compile(r"arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:training-plan/\S+")
_SCRIPTS_URI = re.compile(r"s3://sagemaker-[a-z0-9.-]{1,53}/([A-Za-z0-9._-]+/)*")
"""SageMaker asks for such a name (SageMaker API, `ClusterLifeCycleConfig.SourceS3Uri`)."""

_OWN_GROUPS = ("controller", "login")
_MOST_MACHINES = 6758


class NodeRecovery(StrEnum):
    """What happens to a machine that is found faulty."""

    AUTOMATIC = "automatic"
    """It is rebooted or replaced."""

    NONE = "none"
    """Nothing; whoever runs the cluster takes care of it."""


@team_settings
class WorkerGroup(TypedDict):
    """Machines of one type that run jobs: a partition of Slurm."""

    instance_type: str
    """Instance type: `ml.p5.48xlarge`."""

    instance_count: int
    """How many machines there are, and are paid for, 0 to 6758."""

    volume_gib: NotRequired[int]
    """Additional volume of each machine, at `/opt/sagemaker`, 1 to 16384. Default: 200."""

    training_plan_arn: NotRequired[str]
    """ARN of a SageMaker training plan whose reserved machines these are.
    Default: none, machines are taken as they are free."""

    deep_health_checks: NotRequired[bool]
    """Whether machines are put under stress, and their links too, before they take a job; takes
    an hour or more. Only with accelerators. Default: False."""


@team_settings
class HyperPodClusterSettings(TypedDict):
    """What a team may choose about its HyperPod cluster."""

    workers: dict[str, WorkerGroup]
    """Groups of machines that run jobs, by name, each a partition of Slurm."""

    controller_type: NotRequired[str]
    """Instance type of the machine that runs Slurm itself. Default: ml.m5.xlarge."""

    login_type: NotRequired[str]
    """Instance type of a machine to log in to; without, people log in to the controller.
    Default: none."""

    node_recovery: NotRequired[NodeRecovery]
    """`automatic` or `none`: what happens to a faulty machine. Default: `automatic`."""

    scripts_uri: NotRequired[str]
    """Folder in a bucket named `sagemaker-…` with a script `on_init_complete.sh` that each machine
    runs as root once Slurm is set up. Default: none, HyperPod's own set-up is enough."""

    subnet_number: NotRequired[int]
    """Which private subnet the machines stand in, 1 to 3: one availability zone, that of the
    training plan. Default: 1."""

    volumes_under_own_key: NotRequired[bool]
    """Whether volumes are encrypted with the stack's key rather than one of AWS's.
    Default: True."""


def cluster_problems(args: HyperPodClusterSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    for field in ("controller_type", "login_type"):
        name = args.get(field)
        if name is not None and not is_instance_type(str(name)):
            yield Problem(field, f"must look like ml.m5.xlarge, got {name!r}")
    if "node_recovery" in args:
        yield from choice_problems("node_recovery", args["node_recovery"], NodeRecovery)
    scripts = args.get("scripts_uri")
    if scripts is not None and not _SCRIPTS_URI.fullmatch(scripts):
        yield Problem(
            "scripts_uri", f"must look like s3://sagemaker-scripts/folder/, got {scripts!r}"
        )
    number = args.get("subnet_number", 1)
    if not 1 <= number <= len(SLOTS):
        yield Problem("subnet_number", f"must be 1 to {len(SLOTS)}, got {number}")
    if not args["workers"]:
        yield Problem("workers", "must name at least one group of machines, got none")
    for group, about in args["workers"].items():
        where = f"workers.{group}"
        if not _GROUP_NAME.fullmatch(group) or len(group) > 32 or group in _OWN_GROUPS:
            yield Problem(
                where,
                "must be lowercase letters, digits and single hyphens, at most 32, and neither"
                f" controller nor login, got {group!r}",
            )
        yield from _worker_problems(where, about)


def _worker_problems(where: str, about: WorkerGroup) -> Iterator[Problem]:
    name = about["instance_type"]
    if not is_instance_type(name):
        yield Problem(f"{where}.instance_type", f"must look like ml.p5.48xlarge, got {name!r}")
    count = about["instance_count"]
    if not 0 <= count <= _MOST_MACHINES:
        yield Problem(f"{where}.instance_count", f"must be 0 to {_MOST_MACHINES}, got {count}")
    volume = about.get("volume_gib", DEFAULT_VOLUME_GIB)
    if not 1 <= volume <= 16384:
        yield Problem(f"{where}.volume_gib", f"must be 1 to 16384 GiB, got {volume}")
    plan = about.get("training_plan_arn")
    if plan is not None:
        if not _PLAN_ARN.fullmatch(plan):
            yield Problem(
                f"{where}.training_plan_arn", f"must be the ARN of a training plan, got {plan!r}"
            )
        yield from plan_problems(f"{where}.instance_type", name)
    if about.get("deep_health_checks", False) and accelerated(name) is None:
        yield Problem(
            f"{where}.deep_health_checks",
            f"must be false without accelerators, which {name} does not have",
        )
