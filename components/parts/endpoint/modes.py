"""The ways in which an endpoint serves, and what each of them takes."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.endpoint.component_settings import (
    InferenceComponentSettings,
    component_problems,
)
from components.parts.endpoint.model_source import artifact_address
from components.settings import team_settings

DEFAULT_MEMORY_MB = 2048
DEFAULT_CONCURRENCY = 5
DEFAULT_BACKLOG_PER_INSTANCE = 5
DEFAULT_BACKLOG_MINUTES = 60

_TOPIC_ARN = re.compile(r"arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]+")
_MEMORY_STEP_MB = 1024
_MOST_MEMORY_MB = 6144
_MOST_CONCURRENCY = 200


class Mode(StrEnum):
    """How an endpoint serves."""

    REAL_TIME = "real-time"
    SERVERLESS = "serverless"
    ASYNCHRONOUS = "asynchronous"
    INFERENCE_COMPONENTS = "inference-components"


@team_settings
class ServerlessSettings(TypedDict):
    """An endpoint without instances, paid by request: on CPUs only, and outside the VPC."""

    memory_mb: NotRequired[int]
    """Memory of a container in MB: 1024 to 6144, in steps of 1024. Default: 2048."""

    max_concurrency: NotRequired[int]
    """Requests that are answered at the same time, 1 to 200; more are refused. Default: 5."""

    provisioned_concurrency: NotRequired[int]
    """Requests for which containers are kept warm, at a price by the hour. Default: none."""

    max_provisioned_concurrency: NotRequired[int]
    """Requests for which containers may be kept warm while nearly all of them are in use. Default:
    provisioned_concurrency, so that their number never changes."""


@team_settings
class AsynchronousSettings(TypedDict):
    """An endpoint that takes requests from S3, keeps them in a queue and answers to S3."""

    backlog_per_instance: NotRequired[int]
    """Waiting requests for one instance before another is added. Default: 5."""

    concurrent_per_instance: NotRequired[int]
    """Requests that a container gets at the same time, 1 to 1000. Default: SageMaker decides."""

    backlog_minutes: NotRequired[int]
    """Minutes that the oldest request may wait before an alarm. Default: 60."""

    success_topic_arn: NotRequired[str]
    """SNS topic that hears of each answer. Default: none."""

    error_topic_arn: NotRequired[str]
    """SNS topic that hears of each request that failed. Default: none."""


@team_settings
class MultiModelSettings(TypedDict):
    """Many models in one container, each loaded when a request names it."""

    models_url: str
    """`s3://` folder of the models' .tar.gz files, which requests name by their path below it."""

    cached: NotRequired[bool]
    """Whether models stay in memory between requests. Default: True."""


class ModeSettings(TypedDict):
    """How an endpoint serves; in real time if nothing is said."""

    serverless: NotRequired[ServerlessSettings]
    """Serves without instances. Default: on instances."""

    asynchronous: NotRequired[AsynchronousSettings]
    """Answers later, to S3; then `min_instances` may be 0. Default: answers at once."""

    multi_model: NotRequired[MultiModelSettings]
    """Serves many models from one container, for `image_uri`. Default: serves one model."""

    inference_components: NotRequired[dict[str, InferenceComponentSettings]]
    """Models that share the instances, by name, each scaled by itself; then `min_instances` may be
    0. Default: serves one model."""


_NOT_TOGETHER = {
    ("serverless", "asynchronous"): "an endpoint is either of them",
    ("serverless", "multi_model"): "a serverless endpoint holds one model",
    ("serverless", "variants"): "a serverless endpoint has one variant",
    ("serverless", "shadow"): "a serverless endpoint has one variant",
    ("serverless", "instance_type"): "a serverless endpoint has no instances",
    ("serverless", "min_instances"): "a serverless endpoint has no instances",
    ("serverless", "max_instances"): "a serverless endpoint has no instances",
    ("serverless", "invocations_per_minute"): "a serverless endpoint scales by itself",
    ("serverless", "schedules"): "a serverless endpoint scales by itself",
    ("asynchronous", "multi_model"): "an asynchronous request cannot name a model",
    ("asynchronous", "variants"): "an asynchronous endpoint has one variant",
    ("asynchronous", "shadow"): "an asynchronous endpoint has one variant",
    ("asynchronous", "invocations_per_minute"): "backlog_per_instance is what it scales by",
    ("multi_model", "variants"): "a request that names a model would fail on the others",
    ("multi_model", "shadow"): "a request that names a model would fail on the shadow",
    ("multi_model", "model_package_arn"): "a version is one model",
    ("multi_model", "model_data_url"): "models_url says where the models are",
    ("variants", "shadow"): "an endpoint with a shadow has one variant besides",
    **{
        ("inference_components", other): "each component says what it serves and how it scales"
        for other in (
            *("serverless", "asynchronous", "multi_model", "variants", "shadow"),
            *("model_package_arn", "image_uri", "model_data_url", "container_environment"),
            *("image_repository_arns", "invocations_per_minute", "schedules"),
        )
    },
}
"""SageMaker guide: "Serverless Inference", "Asynchronous Inference", "Multi-Model Endpoints",
"Shadow Variants"; API reference, `CreateEndpointConfig` and `InvokeEndpointAsync`."""


def mode_of(args: ModeSettings) -> Mode:
    """How an endpoint with these settings serves."""
    if "serverless" in args:
        return Mode.SERVERLESS
    if "inference_components" in args:
        return Mode.INFERENCE_COMPONENTS
    return Mode.ASYNCHRONOUS if "asynchronous" in args else Mode.REAL_TIME


def mode_problems(args: ModeSettings) -> Iterator[Problem]:
    """Yield what contradicts the way in which the endpoint serves."""
    given: Mapping[str, object] = {**args}
    for (mode, other), reason in _NOT_TOGETHER.items():
        if mode in given and other in given:
            yield Problem(other, f"must be left out with {mode}: {reason}")
    if "serverless" in args:
        yield from _serverless_problems(args["serverless"])
        if given.get("data_capture_percent", 0) != 0:
            yield Problem(
                "data_capture_percent",
                "must be left out with serverless: SageMaker captures on instances alone",
            )
        if given.get("network_isolated", False):
            yield Problem(
                "network_isolated",
                "must be left out with serverless: SageMaker isolates containers on instances "
                "alone",
            )
    if "asynchronous" in args:
        yield from _asynchronous_problems(args["asynchronous"])
        if given.get("data_capture_percent", 0) != 0:
            yield Problem(
                "data_capture_percent",
                "must be left out with asynchronous: requests and answers are in S3 already",
            )
    if "inference_components" in args:
        yield from component_problems(args["inference_components"])
    if "multi_model" in args:
        url = args["multi_model"]["models_url"]
        if not (all(artifact_address(url)) and url.endswith("/")):
            yield Problem("multi_model.models_url", f"must be s3://<bucket>/<folder>/, got {url!r}")
        if "image_uri" not in given:
            yield Problem("image_uri", "must be given with multi_model")


def _serverless_problems(given: ServerlessSettings) -> Iterator[Problem]:
    memory = given.get("memory_mb", DEFAULT_MEMORY_MB)
    if memory % _MEMORY_STEP_MB or not _MEMORY_STEP_MB <= memory <= _MOST_MEMORY_MB:
        yield Problem(
            "serverless.memory_mb",
            f"must be {_MEMORY_STEP_MB} to {_MOST_MEMORY_MB} in steps of {_MEMORY_STEP_MB}, "
            f"got {memory}",
        )
    most = given.get("max_concurrency", DEFAULT_CONCURRENCY)
    if not 1 <= most <= _MOST_CONCURRENCY:
        yield Problem("serverless.max_concurrency", f"must be 1 to {_MOST_CONCURRENCY}, got {most}")
    warm = given.get("provisioned_concurrency", 1)
    if not 1 <= warm <= most:
        yield Problem(
            "serverless.provisioned_concurrency",
            f"must be 1 to max_concurrency, which is {most}, got {warm}",
        )
    limit = given.get("max_provisioned_concurrency")
    if limit is not None and "provisioned_concurrency" not in given:
        yield Problem(
            "serverless.max_provisioned_concurrency",
            f"must come with provisioned_concurrency, got {limit} alone",
        )
    elif limit is not None and not warm <= limit <= most:
        yield Problem(
            "serverless.max_provisioned_concurrency",
            f"must be provisioned_concurrency, {warm}, to max_concurrency, {most}, got {limit}",
        )


def _asynchronous_problems(given: AsynchronousSettings) -> Iterator[Problem]:
    for field, value, most in (
        ("backlog_per_instance", given.get("backlog_per_instance", 1), None),
        ("concurrent_per_instance", given.get("concurrent_per_instance", 1), 1000),
        ("backlog_minutes", given.get("backlog_minutes", 1), None),
    ):
        if value < 1 or (most is not None and value > most):
            limit = "at least 1" if most is None else f"1 to {most}"
            yield Problem(f"asynchronous.{field}", f"must be {limit}, got {value}")
    for field in ("success_topic_arn", "error_topic_arn"):
        arn = given.get(field)
        if arn is not None and not _TOPIC_ARN.fullmatch(arn):
            yield Problem(f"asynchronous.{field}", f"must be the ARN of a topic, got {arn!r}")
