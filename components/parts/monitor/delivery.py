"""What a dashboard of level 2 shows: builds, promotions, and what a new version does to callers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi

from components.parts.endpoint.metrics import INVOCATIONS_NAMESPACE
from components.parts.monitor.widgets import (
    HOUR,
    THIRD,
    Widget,
    alarms,
    graph,
    search,
    text,
)


@dataclass(frozen=True, kw_only=True)
class DeliveryContents:
    """What the dashboard shows."""

    prefix: str
    region: pulumi.Input[str]

    build_projects: Mapping[str, pulumi.Input[str]]
    """Names of the CodeBuild projects, by what they build."""

    promotion_rules: Mapping[str, pulumi.Input[str]]
    """Names of the event rules that match promotions, approvals and rollbacks, by what."""

    endpoint_names: Sequence[str]
    """Physical names of the endpoints that new versions come to."""

    alarm_arns: Sequence[pulumi.Input[str]]
    """ARNs of the alarms that undo a deployment."""


def delivery_rows(contents: DeliveryContents) -> list[list[Widget]]:
    """Rows of the dashboard, in the order in which a change passes."""
    rows = [[_title(contents)], _builds(contents), _promotions(contents)]
    rows += [_canary(endpoint, contents) for endpoint in contents.endpoint_names]
    if contents.alarm_arns:
        rows.append([alarms("Alarms that undo a deployment", contents.alarm_arns)])
    return rows


def _title(contents: DeliveryContents) -> Widget:
    return text(
        f"# {contents.prefix}: delivery\n"
        "A change from build to callers. A canary's variants stand side by side; one line is one "
        "variant."
    )


def _builds(contents: DeliveryContents) -> list[Widget]:
    if not contents.build_projects:
        return [text("**Builds**: they run where the code is, and AWS does not see them.")]

    def lines(metric: str) -> list[list[object]]:
        return [
            ["AWS/CodeBuild", metric, "ProjectName", project, {"label": what}]
            for what, project in contents.build_projects.items()
        ]

    region = contents.region
    return [
        graph(*("Builds, per hour", lines("Builds"), region), period=HOUR, width=THIRD),
        graph(
            *("Failed builds, per hour", lines("FailedBuilds"), region), period=HOUR, width=THIRD
        ),
        graph(
            "Builds: duration, seconds",
            *(lines("Duration"), region),
            stat="Maximum",
            period=HOUR,
            width=THIRD,
        ),
    ]


def _promotions(contents: DeliveryContents) -> list[Widget]:
    metrics = [
        ["AWS/Events", "MatchedEvents", "RuleName", rule, {"label": what}]
        for what, rule in contents.promotion_rules.items()
    ]
    if not metrics:
        return []
    return [graph("Promotions, per hour", metrics, contents.region, period=HOUR)]


def _canary(endpoint: str, contents: DeliveryContents) -> list[Widget]:
    def by_variant(metric: str, stat: str) -> list[object]:
        schema = f"{INVOCATIONS_NAMESPACE},EndpointName,VariantName"
        return search(schema, metric, endpoint, label="${PROP('Dim.VariantName')}", stat=stat)

    return [
        graph(f"{endpoint}: {title}", [by_variant(metric, stat)], contents.region, width=THIRD)
        for title, metric, stat in (
            ("requests by variant", "Invocations", "Sum"),
            ("share of server errors by variant", "Invocation5XXErrors", "Average"),
            ("model latency p90 by variant, microseconds", "ModelLatency", "p90"),
        )
    ]
