"""What a team may choose about its training jobs, and what contradicts itself."""

import re
from collections.abc import Iterator, Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.instance_types import check_instance_types, plan_problems
from components.settings import team_settings

DEFAULT_INSTANCE_TYPES = (
    "ml.m5.large",
    "ml.m5.xlarge",
    "ml.m5.2xlarge",
    "ml.m5.4xlarge",
    "ml.g4dn.xlarge",
    "ml.g4dn.2xlarge",
    "ml.g5.xlarge",
    "ml.g5.2xlarge",
)
DEFAULT_INSTANCE_TYPE = "ml.m5.xlarge"
DEFAULT_VOLUME_GIB = 50
DEFAULT_MAX_RUNTIME_HOURS = 24
DEFAULT_SPOT_EXTRA_WAIT_HOURS = 12
MAX_INSTANCE_TYPES = 40
"""As many as fit into a managed policy."""

_PLAN_ARN = re.compile(r"arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:training-plan/\S+")


@team_settings
class ManagedTrainingSettings(TypedDict):
    """What a team may choose about its training jobs."""

    allowed_instance_types: NotRequired[list[str]]
    """Instance types that jobs may run on; IAM refuses any other. Default: ml.m5.large to 4xlarge,
    ml.g4dn.xlarge and 2xlarge, ml.g5.xlarge and 2xlarge."""

    default_instance_type: NotRequired[str]
    """Instance type of a job that names none. Default: ml.m5.xlarge, or the first allowed type if
    that is not allowed."""

    default_volume_gib: NotRequired[int]
    """Size of a job's volume in GiB, 1 to 16384. Default: 50."""

    max_runtime_hours: NotRequired[int]
    """Hours that a job may run, 1 to 672: the limit of all and the default of each. Default: 24."""

    spot: NotRequired[bool]
    """Whether jobs run on spare capacity by default, which is cheaper; such a job can be
    interrupted and resumes from its checkpoint. Default: True, or False with a warm pool or a
    training plan."""

    spot_max_wait_hours: NotRequired[int]
    """Hours from the start of a spot job to its end, waiting included, up to 720. Default: 12 more
    than `max_runtime_hours`."""

    keep_alive_minutes: NotRequired[int]
    """Minutes that a warm pool waits for the next job after one ends, and is paid for; 0 to 360.
    Default: 0, no warm pools."""

    training_plan_arn: NotRequired[str]
    """ARN of a SageMaker training plan whose reserved machines training jobs run on by default.
    Default: none, machines are taken as they are free."""

    encrypt_between_containers: NotRequired[bool]
    """Whether machines of one job must encrypt what they send each other; slows down distributed
    training that exchanges much. Default: True."""

    publish_sdk_config: NotRequired[bool]
    """Whether the defaults of the SageMaker Python SDK are written to the artifacts zone, which
    takes a place from where its objects can be written. Default: True, or False with
    `endpoint_only`, which closes the zone to whoever deploys from outside the VPC."""


def training_problems(args: ManagedTrainingSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    types = instance_types(args)
    yield from check_instance_types("allowed_instance_types", types)
    if len(types) > MAX_INSTANCE_TYPES:
        yield Problem(
            "allowed_instance_types",
            f"must list at most {MAX_INSTANCE_TYPES} instance types, got {len(types)}",
        )
    if types and instance_type(args) not in types:
        yield Problem(
            "default_instance_type",
            f"must be one of allowed_instance_types, got {instance_type(args)!r}",
        )
    runtime = runtime_hours(args)
    wait = args.get("spot_max_wait_hours", max(runtime, 1))
    limits = (
        ("default_volume_gib", args.get("default_volume_gib", 1), 1, 16384, "GiB"),
        ("max_runtime_hours", runtime, 1, 672, "hours"),
        ("spot_max_wait_hours", wait, 1, 720, "hours"),
        ("keep_alive_minutes", args.get("keep_alive_minutes", 0), 0, 360, "minutes"),
    )
    for field, value, least, most, unit in limits:
        if not least <= value <= most:
            yield Problem(field, f"must be {least} to {most} {unit}, got {value}")
    if "spot_max_wait_hours" in args and wait < runtime:
        yield Problem(
            "spot_max_wait_hours",
            f"must be at least max_runtime_hours, which is {runtime}, got {wait}",
        )
    if "spot_max_wait_hours" in args and not on_spot(args):
        yield Problem("spot_max_wait_hours", "must be left out when spot is off")
    yield from _plan_problems(args)
    if args.get("spot", False) and args.get("keep_alive_minutes", 0) > 0:
        yield Problem(
            "keep_alive_minutes",
            "must be 0 when spot is on, since SageMaker keeps no warm pool of spot machines,"
            f" got {args.get('keep_alive_minutes')}",
        )


def _plan_problems(args: ManagedTrainingSettings) -> Iterator[Problem]:
    plan = args.get("training_plan_arn")
    if plan is None:
        return
    if not _PLAN_ARN.fullmatch(plan):
        yield Problem("training_plan_arn", f"must be the ARN of a training plan, got {plan!r}")
    yield from plan_problems("default_instance_type", instance_type(args))
    if args.get("spot", False):
        yield Problem("spot", "must be false with training_plan_arn, whose machines are reserved")


def instance_types(args: ManagedTrainingSettings) -> Sequence[str]:
    """Return the instance types that jobs may run on."""
    return args.get("allowed_instance_types", DEFAULT_INSTANCE_TYPES)


def runtime_hours(args: ManagedTrainingSettings) -> int:
    """Return the hours after which a job is stopped."""
    return args.get("max_runtime_hours", DEFAULT_MAX_RUNTIME_HOURS)


def instance_type(args: ManagedTrainingSettings) -> str:
    """Return the instance type of a job that names none."""
    types = instance_types(args)
    usual = DEFAULT_INSTANCE_TYPE if DEFAULT_INSTANCE_TYPE in types else next(iter(types), "")
    return args.get("default_instance_type", usual)


def on_spot(args: ManagedTrainingSettings) -> bool:
    """Say whether jobs run on spare capacity by default."""
    reserved = "training_plan_arn" in args
    return args.get("spot", args.get("keep_alive_minutes", 0) == 0 and not reserved)
