"""What a team may choose about the monitoring of a model, with its limits."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.common.ecr_image import EcrImage
from components.parts.common.instance_types import is_instance_type
from components.settings import team_settings

DEFAULT_WINDOW_HOURS = 24
DEFAULT_MIN_RECORDS = 100
DEFAULT_POSITIVE_FROM = 0.5
DEFAULT_DRIFT_THRESHOLD = 0.2
DEFAULT_MISSING_THRESHOLD = 0.05
DEFAULT_DECLINE = 0.1
DEFAULT_LABEL_DELAY_HOURS = 24
DEFAULT_PARITY_THRESHOLD = 0.1
DEFAULT_SIMILARITY = 0.9
DEFAULT_VIOLATIONS = 2
DEFAULT_WINDOWS = 3
DEFAULT_INSTANCE_TYPE = "ml.m5.large"
DEFAULT_VOLUME_GIB = 30

WINDOW_HOURS = (1, 2, 3, 4, 6, 8, 12, 24)
"""Lengths that fill a day, so that windows start at the same hours every day."""

_MOST_HOURS = 168
"""An alarm looks back over a week at most (CloudWatch API reference, `PutMetricAlarm`)."""

METRICS = {
    "classification": ("accuracy", "auc", "f1", "precision", "recall"),
    "regression": ("mae", "r2", "rmse"),
}
"""What is measured of each kind of problem."""

_MOST_FEATURE_CHARACTERS = 1500
"""What the function has room for beside its other settings: Lambda gives 4 KB in all."""

_USUAL_METRIC = {"classification": "f1", "regression": "rmse"}


class ProblemKind(StrEnum):
    """What a model predicts."""

    CLASSIFICATION = "classification"
    """A score for one of two classes."""

    REGRESSION = "regression"
    """A number."""


@team_settings
class DataQualitySettings(TypedDict):
    """When the data that a model is asked about has changed."""

    enabled: NotRequired[bool]
    """Whether it is watched. Default: True."""

    features: NotRequired[list[str]]
    """Features that count, as the header of the baseline names them. Default: all."""

    drift_threshold: NotRequired[float]
    """Population stability index above which a feature, or the prediction, has drifted.
    Default: 0.2."""

    missing_threshold: NotRequired[float]
    """How much larger than in the baseline the share of missing values may be. Default: 0.05."""


@team_settings
class ModelQualitySettings(TypedDict):
    """When a model has become worse; needs labels."""

    enabled: NotRequired[bool]
    """Whether it is watched. Default: True."""

    problem: NotRequired[ProblemKind]
    """`classification` or `regression`. Default: classification."""

    metric: NotRequired[str]
    """accuracy, auc, f1, precision or recall; for regression mae, r2 or rmse. Default: f1, or
    rmse."""

    decline: NotRequired[float]
    """Share of the baseline's value that may be lost. Default: 0.1."""

    label_delay_hours: NotRequired[int]
    """Hours after a window until its labels have arrived. Default: 24."""


@team_settings
class BiasSettings(TypedDict):
    """When a model favours some people."""

    enabled: NotRequired[bool]
    """Whether it is watched. Default: True."""

    facet: str
    """Feature that says who belongs to which group: `age_band`."""

    disadvantaged: list[str]
    """Values of the facet that must not be at a disadvantage."""

    threshold: NotRequired[float]
    """By how much the share of positive predictions may differ between the group and all others.
    Default: 0.1."""


@team_settings
class ExplainabilitySettings(TypedDict):
    """When other features than before move the predictions."""

    enabled: NotRequired[bool]
    """Whether it is watched. Default: True."""

    similarity: NotRequired[float]
    """How alike the ranking of features must be to that of the baseline, 0 to 1 (NDCG).
    Default: 0.9."""


@team_settings
class ViolationsOfWindows(TypedDict):
    """How many of the last windows have to be in violation."""

    violations: int
    """Windows in violation."""

    windows: int
    """Last windows that count."""


@team_settings
class ModelMonitorSettings(TypedDict):
    """What a team may choose about the monitoring of a model."""

    window_hours: NotRequired[int]
    """Length of a window in hours, which is also how often one is analysed: 1, 2, 3, 4, 6, 8, 12
    or 24. Default: 24."""

    min_records: NotRequired[int]
    """Records below which a window is not judged. Default: 100."""

    positive_from: NotRequired[float]
    """Score from which a prediction is positive. Default: 0.5."""

    data_quality: NotRequired[DataQualitySettings]
    """Whether the data has changed. Default: watched."""

    model_quality: NotRequired[ModelQualitySettings]
    """Whether the model has become worse. Default: not watched."""

    bias: NotRequired[BiasSettings]
    """Whether the model favours some people. Default: not watched."""

    explainability: NotRequired[ExplainabilitySettings]
    """Whether other features move the predictions. Default: not watched."""

    violations_of_windows: NotRequired[ViolationsOfWindows]
    """How many of the last windows have to be in violation before an alarm. Default: 2 of 3."""

    instance_type: NotRequired[str]
    """SageMaker instance type that analyses. Default: ml.m5.large."""

    image_uri: NotRequired[str]
    """Image in ECR with Python 3.8 or newer that analyses. Default: AWS's image of
    scikit-learn in the stack's region."""


def monitor_problems(args: ModelMonitorSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    hours = args.get("window_hours", DEFAULT_WINDOW_HOURS)
    if hours not in WINDOW_HOURS:
        allowed = ", ".join(map(str, WINDOW_HOURS))
        yield Problem("window_hours", f"must be one of {allowed}, got {hours}")
    least = args.get("min_records", DEFAULT_MIN_RECORDS)
    if least < 1:
        yield Problem("min_records", f"must be at least 1, got {least}")
    features = args.get("data_quality", DataQualitySettings()).get("features", [])
    size = sum(len(feature) + 4 for feature in features)
    if size > _MOST_FEATURE_CHARACTERS:
        yield Problem(
            "data_quality.features",
            f"must fit into {_MOST_FEATURE_CHARACTERS} characters, got {size}",
        )
    yield from _quality_problems(args)
    bias = args.get("bias")
    if bias is not None and not bias["disadvantaged"]:
        yield Problem("bias.disadvantaged", "must name at least one value, got an empty list")
    for field, value, most in _shares(args):
        if not 0 < value <= most:
            yield Problem(field, f"must be above 0 and at most {most:g}, got {value:g}")
    yield from _window_problems(args, hours)
    instance_type = args.get("instance_type", DEFAULT_INSTANCE_TYPE)
    if not is_instance_type(instance_type):
        yield Problem("instance_type", f"must look like ml.m5.large, got {instance_type!r}")
    image = args.get("image_uri")
    if image is not None and EcrImage.of(image) is None:
        yield Problem(
            "image_uri",
            f"must be <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>, got {image!r}",
        )
    if not watched(args):
        yield Problem("data_quality.enabled", "must be true when nothing else is watched")


def watched(args: ModelMonitorSettings) -> list[str]:
    """Return the monitors that are on, always in the same order."""
    sections = {
        "data_quality": args.get("data_quality", DataQualitySettings()),
        "model_quality": args.get("model_quality"),
        "explainability": args.get("explainability"),
        "bias": args.get("bias"),
    }
    return [name for name, s in sections.items() if s is not None and s.get("enabled", True)]


def quality_metric(args: ModelQualitySettings) -> str:
    """Return the metric that decides whether a model has become worse."""
    kind = args.get("problem", ProblemKind.CLASSIFICATION)
    return args.get("metric", _USUAL_METRIC.get(kind, ""))


def alarm_windows(args: ModelMonitorSettings) -> tuple[int, int]:
    """Return how many windows in violation, and of how many, make an alarm."""
    of = args.get("violations_of_windows")
    if of is None:
        return DEFAULT_VIOLATIONS, DEFAULT_WINDOWS
    return of["violations"], of["windows"]


def _quality_problems(args: ModelMonitorSettings) -> Iterator[Problem]:
    quality = args.get("model_quality")
    if quality is None:
        return
    kind = quality.get("problem", ProblemKind.CLASSIFICATION)
    yield from choice_problems("model_quality.problem", kind, ProblemKind)
    allowed = METRICS.get(kind, ())
    if allowed and quality_metric(quality) not in allowed:
        yield Problem(
            "model_quality.metric",
            f"must be one of {', '.join(allowed)} for {kind}, got {quality_metric(quality)!r}",
        )
    delay = quality.get("label_delay_hours", DEFAULT_LABEL_DELAY_HOURS)
    if delay < 0:
        yield Problem("model_quality.label_delay_hours", f"must be at least 0, got {delay}")


def _window_problems(args: ModelMonitorSettings, hours: int) -> Iterator[Problem]:
    violations, windows = alarm_windows(args)
    if not 1 <= violations <= windows:
        yield Problem(
            "violations_of_windows.violations",
            f"must be 1 to the number of windows, {windows}, got {violations}",
        )
    if windows * hours > _MOST_HOURS:
        yield Problem(
            "violations_of_windows.windows",
            f"must be at most {_MOST_HOURS // hours} with windows of {hours} hours, got {windows}",
        )


def _shares(args: ModelMonitorSettings) -> Iterator[tuple[str, float, float]]:
    """Fields that hold a number above zero, with their values and the most that each may be."""
    data = args.get("data_quality", DataQualitySettings())
    yield "data_quality.drift_threshold", data.get("drift_threshold", DEFAULT_DRIFT_THRESHOLD), 10
    missing = data.get("missing_threshold", DEFAULT_MISSING_THRESHOLD)
    yield "data_quality.missing_threshold", missing, 1
    quality = args.get("model_quality", ModelQualitySettings())
    yield "model_quality.decline", quality.get("decline", DEFAULT_DECLINE), 1
    bias = args.get("bias")
    if bias is not None:
        yield "bias.threshold", bias.get("threshold", DEFAULT_PARITY_THRESHOLD), 1
    explained = args.get("explainability", ExplainabilitySettings())
    yield "explainability.similarity", explained.get("similarity", DEFAULT_SIMILARITY), 1
