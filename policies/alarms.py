"""What rules on alarms share: what an alarm watches."""

from collections.abc import Iterator, Mapping

from policies.plan_view import PlanView
from policies.props import Props

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"


def alarms_on(
    target: Props, plan: PlanView, metrics: tuple[str, ...], dimension: str
) -> tuple[Props, ...]:
    """Alarms on one of these metrics whose dimension of that name is the target."""
    return tuple(
        alarm
        for alarm in plan.of_type(ALARM)
        if any(
            metric.raw("metricName") in metrics and _is_of(alarm, metric, dimension, target, plan)
            for metric in watched(alarm)
        )
    )


def watched(alarm: Props) -> Iterator[Props]:
    """Metrics of an alarm, by their `metricName`, `namespace` and `dimensions`."""
    if "metricName" in alarm:
        yield alarm
    for query in alarm.objects("metricQueries"):
        if "metric" in query:
            yield query.object("metric")


def _is_of(alarm: Props, metric: Props, dimension: str, target: Props, plan: PlanView) -> bool:
    kind, own = target.resource.type, target.resource.urn
    for key in ("dimensions", "metricQueries"):
        if any(own == found.resource.urn for found in plan.sources(alarm, key, kind)):
            return True
    given = metric.raw("dimensions")
    name = target.raw("name")
    return isinstance(given, Mapping) and isinstance(name, str) and given.get(dimension) == name
