"""The dashboard of a stack: what runs, what failed, what it costs, on one screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from components.json_text import json_text
from components.parts.endpoint.metrics import INVOCATIONS_NAMESPACE, VARIANT
from components.parts.monitor.widgets import (
    DAY,
    HALF,
    HOUR,
    THIRD,
    Widget,
    graph,
    place,
    search,
    text,
)


@dataclass(frozen=True)
class DashboardContents:
    """What a dashboard shows."""

    prefix: str
    region: pulumi.Output[str]
    endpoints: Sequence[str]
    """Physical names of the inference endpoints."""

    rules: Mapping[str, pulumi.Input[str]]
    """Names of the event rules that report failures, by what they report."""

    zones: Mapping[str, pulumi.Input[str]]
    """Bucket names by zone of the data lake."""

    job_queue_name: pulumi.Input[str] | None
    job_log_group: pulumi.Input[str] | None


def dashboard_body(contents: DashboardContents) -> pulumi.Output[str]:
    """JSON of the dashboard, rows from the most urgent to the slowest."""
    rows = [
        [_title(contents)],
        [_failures(contents), _training(contents)],
        _endpoint_row(contents),
        _batch_row(contents),
        [_spend(), *_data(contents)],
    ]
    return json_text({"widgets": place(rows)})


def _title(contents: DashboardContents) -> Widget:
    return text(
        f"# {contents.prefix}\n"
        "Failures and alarms also go to the stack's notification topic. "
        "A graph without a line means that nothing ran."
    )


def _failures(contents: DashboardContents) -> Widget:
    metrics = [
        ["AWS/Events", "MatchedEvents", "RuleName", rule, {"label": kind}]
        for kind, rule in contents.rules.items()
    ]
    return graph("Failures reported, per hour", metrics, contents.region, period=HOUR)


def _training(contents: DashboardContents) -> Widget:
    metrics = [
        search(
            "/aws/sagemaker/TrainingJobs,Host",
            metric,
            contents.prefix,
            label=f"{metric} ${{PROP('Dim.Host')}}",
        )
        for metric in ("GPUUtilization", "CPUUtilization")
    ]
    return graph("Training jobs: GPU and CPU, % per device", metrics, contents.region)


def _endpoint_row(contents: DashboardContents) -> list[Widget]:
    def lines(metric: str) -> list[Any]:
        return [
            [
                *(INVOCATIONS_NAMESPACE, metric, "EndpointName", endpoint),
                *("VariantName", VARIANT, {"label": endpoint}),
            ]
            for endpoint in contents.endpoints
        ]

    if not contents.endpoints:
        return [text("**Endpoints**: none yet. Add one under `endpoints` in the team's spec.")]
    region = contents.region
    return [
        graph("Endpoints: invocations", lines("Invocations"), region, width=THIRD),
        graph(*("Endpoints: server errors", lines("Invocation5XXErrors"), region), width=THIRD),
        graph(
            "Endpoints: model latency p90, microseconds",
            *(lines("ModelLatency"), region),
            stat="p90",
            width=THIRD,
        ),
    ]


def _batch_row(contents: DashboardContents) -> list[Widget]:
    if contents.job_queue_name is None:
        return []
    region = contents.region
    # AWS Batch publishes no metric of its own, so a link stands for the queue's state.
    link = pulumi.Output.concat(
        "**GPU queue** `",
        contents.job_queue_name,
        "`: [jobs and their states](https://",
        region,
        ".console.aws.amazon.com/batch/home?region=",
        region,
        "#jobs)",
    )
    row = [text(link, height=6, width=HALF)]
    if contents.job_log_group is not None:
        metrics = [["AWS/Logs", "IncomingLogEvents", "LogGroupName", contents.job_log_group]]
        row.append(graph("GPU queue: log lines of running jobs", metrics, region))
    return row


def _spend() -> Widget:
    # Billing metrics exist in us-east-1 only, whatever region the stack is in.
    metrics = [["AWS/Billing", "EstimatedCharges", "Currency", "USD"]]
    title = "Charges of the whole account this month, USD"
    return graph(title, metrics, "us-east-1", stat="Maximum", period=DAY)


def _data(contents: DashboardContents) -> list[Widget]:
    metrics = [
        [
            *("AWS/S3", "BucketSizeBytes", "BucketName", bucket),
            *("StorageType", "StandardStorage", {"label": zone}),
        ]
        for zone, bucket in contents.zones.items()
    ]
    if not metrics:
        return []
    return [graph("Data lake: bytes", metrics, contents.region, stat="Average", period=DAY)]
