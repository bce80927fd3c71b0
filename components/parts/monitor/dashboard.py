"""The dashboard of a stack: what runs, what failed, what it costs, on one screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from components.parts.endpoint.metrics import INVOCATIONS_NAMESPACE, VARIANT

Widget = dict[str, Any]

_FULL = 24
_HALF = 12
_THIRD = 8
_HOUR = 3600
_DAY = 86400


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
    return pulumi.Output.json_dumps({"widgets": _place(rows)})


def _place(rows: Sequence[Sequence[Widget]]) -> list[Widget]:
    """Lay rows under one another, each on the grid of 24 columns."""
    placed = list[Widget]()
    y = 0
    for row in (r for r in rows if r):
        x = 0
        for widget in row:
            placed.append({**widget, "x": x, "y": y})
            x += widget["width"]
        y += max(w["height"] for w in row)
    return placed


def _text(markdown: pulumi.Input[str], height: int = 2, width: int = _FULL) -> Widget:
    return {
        "type": "text",
        "width": width,
        "height": height,
        "properties": {"markdown": markdown},
    }


def _graph(
    title: str,
    metrics: Sequence[Any],
    region: pulumi.Input[str],
    *,
    stat: str = "Sum",
    period: int = 300,
    width: int = _HALF,
) -> Widget:
    return {
        "type": "metric",
        "width": width,
        "height": 6,
        "properties": {
            "title": title,
            "metrics": metrics,
            "region": region,
            "stat": stat,
            "period": period,
            "view": "timeSeries",
        },
    }


def _title(contents: DashboardContents) -> Widget:
    return _text(
        f"# {contents.prefix}\n"
        "Failures and alarms also go to the stack's notification topic. "
        "A graph without a line means that nothing ran."
    )


def _failures(contents: DashboardContents) -> Widget:
    metrics = [
        ["AWS/Events", "MatchedEvents", "RuleName", rule, {"label": kind}]
        for kind, rule in contents.rules.items()
    ]
    return _graph("Failures reported, per hour", metrics, contents.region, period=_HOUR)


def _training(contents: DashboardContents) -> Widget:
    # A search matches whole words, and words end at every hyphen.
    words = contents.prefix.replace("-", " ")
    metrics = [
        [
            {
                "expression": (
                    "SEARCH('{/aws/sagemaker/TrainingJobs,Host} "
                    f"MetricName=\"{metric}\" {words}', 'Average', 300)"
                ),
                "label": f"{metric} ${{PROP('Dim.Host')}}",
            }
        ]
        for metric in ("GPUUtilization", "CPUUtilization")
    ]
    return _graph("Training jobs: GPU and CPU, % per device", metrics, contents.region)


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
        return [_text("**Endpoints**: none yet. Add one under `endpoints` in the team's spec.")]
    region = contents.region
    return [
        _graph("Endpoints: invocations", lines("Invocations"), region, width=_THIRD),
        _graph(*("Endpoints: server errors", lines("Invocation5XXErrors"), region), width=_THIRD),
        _graph(
            "Endpoints: model latency p90, microseconds",
            *(lines("ModelLatency"), region),
            stat="p90",
            width=_THIRD,
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
    row = [_text(link, height=6, width=_HALF)]
    if contents.job_log_group is not None:
        metrics = [["AWS/Logs", "IncomingLogEvents", "LogGroupName", contents.job_log_group]]
        row.append(_graph("GPU queue: log lines of running jobs", metrics, region))
    return row


def _spend() -> Widget:
    # Billing metrics exist in us-east-1 only, whatever region the stack is in.
    metrics = [["AWS/Billing", "EstimatedCharges", "Currency", "USD"]]
    title = "Charges of the whole account this month, USD"
    return _graph(title, metrics, "us-east-1", stat="Maximum", period=_DAY)


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
    return [_graph("Data lake: bytes", metrics, contents.region, stat="Average", period=_DAY)]
