"""What a dashboard of level 1 shows: pipelines, drift, deployments and features."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.parts.drift.scope import NAMESPACE as DRIFT_NAMESPACE
from components.parts.monitor.widgets import HOUR, Widget, graph, search, text

PIPELINES_NAMESPACE = "AWS/Sagemaker/ModelBuildingPipeline"
"""Where SageMaker counts runs of pipelines (SageMaker guide, "Monitor with CloudWatch")."""


@dataclass(frozen=True, kw_only=True)
class PipelineContents:
    """What the dashboard shows."""

    prefix: str
    region: pulumi.Input[str]

    pipelines: Mapping[str, pulumi.Input[str]]
    """Names of the SageMaker pipelines, by what they do."""

    functions: Mapping[str, pulumi.Input[str]]
    """Names of the functions that start training and deploy, by what they do."""

    watches_models: bool
    """Whether models are watched for drift."""

    keeps_features: bool
    """Whether there is a feature store."""


def pipeline_rows(contents: PipelineContents) -> list[list[Widget]]:
    """Rows of the dashboard, from what failed to what it costs."""
    return [
        [_title(contents)],
        _executions(contents),
        _drift(contents) if contents.watches_models else [],
        _automation(contents),
        _features(contents) if contents.keeps_features else [],
    ]


def _title(contents: PipelineContents) -> Widget:
    return text(
        f"# {contents.prefix}: pipeline\n"
        "Does training run, do models drift, are they deployed? What the endpoints and jobs do "
        f"is on `{contents.prefix}`."
    )


def _executions(contents: PipelineContents) -> list[Widget]:
    if not contents.pipelines:
        return [text("**Pipelines**: none yet.")]

    def lines(metric: str) -> list[list[object]]:
        label = metric.removeprefix("Execution").lower()
        return [
            [PIPELINES_NAMESPACE, metric, "PipelineName", name, {"label": f"{what} {label}"}]
            for what, name in contents.pipelines.items()
        ]

    ended = [
        line for how in ("Succeeded", "Failed", "Stopped") for line in lines(f"Execution{how}")
    ]
    region = contents.region
    return [
        graph("Pipeline runs that ended, per hour", ended, region, period=HOUR),
        graph(
            "Pipeline runs: duration, milliseconds",
            *(lines("ExecutionDuration"), region),
            stat="Maximum",
            period=HOUR,
        ),
    ]


def _drift(contents: PipelineContents) -> list[Widget]:
    violations = search(
        f"{DRIFT_NAMESPACE},Monitor,Source",
        *("Violations", contents.prefix),
        label="${PROP('Dim.Source')} ${PROP('Dim.Monitor')}",
        stat="Maximum",
        period=HOUR,
    )
    runs = search(
        f"{DRIFT_NAMESPACE},Source",
        *("Runs", contents.prefix),
        label="${PROP('Dim.Source')}",
        stat="Maximum",
        period=HOUR,
    )
    return [
        graph("Model monitor: violations in a window", [violations], contents.region, period=HOUR),
        graph("Model monitor: analyses", [runs], contents.region, period=HOUR),
    ]


def _automation(contents: PipelineContents) -> list[Widget]:
    if not contents.functions:
        return []

    def lines(metric: str) -> list[list[object]]:
        return [
            ["AWS/Lambda", metric, "FunctionName", function, {"label": what}]
            for what, function in contents.functions.items()
        ]

    region = contents.region
    return [
        graph(*("Automation: runs, per hour", lines("Invocations"), region), period=HOUR),
        graph(*("Automation: errors, per hour", lines("Errors"), region), period=HOUR),
    ]


def _features(contents: PipelineContents) -> list[Widget]:
    def consumed(what: str) -> list[object]:
        return search(
            # AWS's guide does not say in which namespace; the name of the metric is unique.
            "",
            *(f"Consumed{what}RequestsUnits", contents.prefix),
            label="${PROP('Dim.FeatureGroupName')} ${PROP('Dim.OperationName')}",
            stat="Sum",
        )

    return [
        graph(f"Feature store: {what.lower()} units", [consumed(what)], contents.region)
        for what in ("Read", "Write")
    ]
