"""What a team may choose about batch inference, with its limits."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.common.instance_types import is_instance_type
from components.parts.common.time_zones import DEFAULT_TIME_ZONE, time_zone_problems
from components.settings import team_settings

DEFAULT_INSTANCE_TYPE = "ml.m5.large"
DEFAULT_INSTANCE_COUNT = 1
DEFAULT_CONTENT_TYPE = "text/csv"
DEFAULT_PAYLOAD_MB = 6
DEFAULT_PREFIX = "predictions/"

LINE_TYPES = ("text/csv", "application/jsonlines")
"""Content types of which a line is a record, so that SageMaker can join input and prediction
(SageMaker guide, "Associate prediction results with input records")."""

_GROUP_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SCHEDULE = re.compile(r"(cron|rate)\(.+\)")
_COLUMN = re.compile(r"[a-z_][a-z0-9_]*")
_COLUMN_TYPE = re.compile(
    r"boolean|tinyint|smallint|int|bigint|float|double|string|binary|date|timestamp"
    r"|decimal(\(\d+(, ?\d+)?\))?|(var)?char\(\d+\)|(array|map|struct)<.+>"
)
"""Athena guide, "Data types in Amazon Athena": those of DDL, where `integer` is `int`."""

_PREFIX = re.compile(r"[A-Za-z0-9!_.*'()=/{}-]+/")
_MOST_INSTANCES = 100
_MOST_PAYLOAD_MB = 100


class DataZone(StrEnum):
    """Zones of the data lake."""

    RAW = "raw"
    CURATED = "curated"
    FEATURES = "features"
    ARTIFACTS = "artifacts"


class Strategy(StrEnum):
    """How many records go into one request."""

    MULTI_RECORD = "MultiRecord"
    """As many as fit."""

    SINGLE_RECORD = "SingleRecord"
    """One."""


@team_settings
class InputSettings(TypedDict):
    """What is to be predicted."""

    zone: DataZone
    """`raw`, `curated`, `features` or `artifacts`."""

    prefix: str
    """Folder in the zone; `{date}` stands for the day before the run: `scoring/day={date}/`."""


@team_settings
class OutputSettings(TypedDict):
    """Where predictions go."""

    zone: NotRequired[DataZone]
    """`raw`, `curated`, `features` or `artifacts`. Default: curated."""

    prefix: NotRequired[str]
    """Folder in the zone, in which each batch has its own. Default: predictions/."""

    columns: NotRequired[dict[str, str]]
    """Athena types of the columns of the results, in order. Default: the whole line as `line`."""


@team_settings
class BatchInferenceSettings(TypedDict):
    """What a team may choose about batch inference."""

    group: str
    """Group of the registry whose version predicts: `churn`."""

    version: NotRequired[int]
    """Version that predicts. Default: the newest approved one."""

    schedule: str
    """When it runs, as a cron or a rate of EventBridge Scheduler: cron(0 3 * * ? *)."""

    time_zone: NotRequired[str]
    """Time zone of the schedule. Default: UTC."""

    input: InputSettings
    """What is to be predicted."""

    output: NotRequired[OutputSettings]
    """Where predictions go. Default: predictions/ in the curated zone."""

    instance_type: NotRequired[str]
    """SageMaker instance type. Default: ml.m5.large."""

    instance_count: NotRequired[int]
    """Instances that share the files of the input. Default: 1."""

    content_type: NotRequired[str]
    """What the input is, and what the model is asked to answer: text/csv, application/jsonlines,
    or any other where each file is one record. Default: text/csv."""

    strategy: NotRequired[Strategy]
    """`MultiRecord` or `SingleRecord`: how many lines go into one request. Default:
    MultiRecord."""

    max_payload_mb: NotRequired[int]
    """Largest request in MB. Default: 6."""

    join_input: NotRequired[bool]
    """Whether each prediction is written behind the record it is for. Default: True where a line
    is a record."""

    image_repository_arns: NotRequired[list[str]]
    """Further ECR repositories that the version's image may come from, besides the stack's own and
    those of the training pipeline's images. Default: none."""


def batch_problems(args: BatchInferenceSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    if not _GROUP_NAME.fullmatch(args["group"]):
        yield Problem("group", f"must be the name of a group in registry, got {args['group']!r}")
    if args.get("version", 1) < 1:
        yield Problem(
            "version", f"must be the number of a version, 1 or more, got {args.get('version')}"
        )
    if not _SCHEDULE.fullmatch(args["schedule"]):
        yield Problem("schedule", f"must be cron(...) or rate(...), got {args['schedule']!r}")
    output = args.get("output", OutputSettings())
    yield from time_zone_problems("time_zone", args.get("time_zone", DEFAULT_TIME_ZONE))
    yield from choice_problems("input.zone", args["input"]["zone"], DataZone)
    yield from choice_problems("output.zone", output.get("zone", DataZone.CURATED), DataZone)
    for field, prefix in (
        ("input.prefix", args["input"]["prefix"]),
        ("output.prefix", output.get("prefix", DEFAULT_PREFIX)),
    ):
        if "{" in prefix and field == "output.prefix":
            yield Problem(field, f"must be without braces, got {prefix!r}")
        if not _PREFIX.fullmatch(prefix) or prefix.startswith("/"):
            yield Problem(field, f"must be a folder that ends in a slash, got {prefix!r}")
    other = set(re.findall(r"{(.*?)}", args["input"]["prefix"])) - {"date"}
    if other:
        yield Problem(
            "input.prefix",
            f"must use no other word in braces than {{date}}, got {', '.join(sorted(other))}",
        )
    for column, of_type in output.get("columns", {}).items():
        if not _COLUMN_TYPE.fullmatch(of_type):
            yield Problem(
                f"output.columns.{column}",
                f"must have a type that Athena knows in tables, such as bigint, got {of_type!r}",
            )
        if not _COLUMN.fullmatch(column) or column == "run_date":
            yield Problem(
                f"output.columns.{column}",
                f"must be lowercase letters, digits and underscores, not run_date, got {column!r}",
            )
    yield from _job_problems(args)


def allowed_problems(args: BatchInferenceSettings, allowed: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem when the instance type is not one that the team may use."""
    instance_type = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    if allowed and instance_type not in allowed:
        yield Problem(
            "instance_type",
            f"must be one of training.allowed_instance_types, got {instance_type!r}",
        )


def by_line(args: BatchInferenceSettings) -> bool:
    """Say whether a line of the input is a record."""
    return args.get("content_type", DEFAULT_CONTENT_TYPE) in LINE_TYPES


def joins_input(args: BatchInferenceSettings) -> bool:
    """Say whether predictions are written behind their records."""
    return args.get("join_input", by_line(args))


def watching_problems(args: BatchInferenceSettings) -> Iterator[Problem]:
    """Yield what batch inference cannot have that is monitored: rows of CSV with predictions."""
    content = args.get("content_type", DEFAULT_CONTENT_TYPE)
    if content != DEFAULT_CONTENT_TYPE:
        reason = f"must be {DEFAULT_CONTENT_TYPE} for batch inference that is monitored"
        yield Problem("content_type", f"{reason}, got {content!r}")
    elif not joins_input(args):
        yield Problem("join_input", "must be true for batch inference that is monitored")


def _job_problems(args: BatchInferenceSettings) -> Iterator[Problem]:
    instance_type = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    if not is_instance_type(instance_type):
        yield Problem("instance_type", f"must look like ml.m5.large, got {instance_type!r}")
    for field, value, most in (
        ("instance_count", args.get("instance_count", DEFAULT_INSTANCE_COUNT), _MOST_INSTANCES),
        ("max_payload_mb", args.get("max_payload_mb", DEFAULT_PAYLOAD_MB), _MOST_PAYLOAD_MB),
    ):
        if not 1 <= value <= most:
            yield Problem(field, f"must be 1 to {most}, got {value}")
    yield from choice_problems("strategy", args.get("strategy", Strategy.MULTI_RECORD), Strategy)
    content = args.get("content_type", DEFAULT_CONTENT_TYPE)
    if joins_input(args) and not by_line(args):
        yield Problem(
            "join_input",
            f"must be false unless content_type is {' or '.join(LINE_TYPES)}, got {content!r}",
        )
    for index, arn in enumerate(args.get("image_repository_arns", [])):
        if ":ecr:" not in arn or ":repository/" not in arn:
            yield Problem(
                f"image_repository_arns[{index}]", f"must be the ARN of a repository, got {arn!r}"
            )
