"""Alarms of a model API: what callers see of it, whatever its endpoints say."""

import pulumi
import pulumi_aws as aws

from components.parts.api.settings import (
    DEFAULT_ERROR_PERCENT,
    DEFAULT_LATENCY_MILLISECONDS,
    ModelApiArgs,
)

_FIVE_MINUTES = 300


def api_alarms(
    name: str,
    args: ModelApiArgs,
    stage: aws.apigateway.Stage,
    api: aws.apigateway.RestApi,
    parent: pulumi.ComponentResource,
) -> dict[str, pulumi.Output[str]]:
    """Declare the alarms; return their names by what they watch."""
    percent = args.get("error_percent", DEFAULT_ERROR_PERCENT)
    latency = args.get("latency_milliseconds", DEFAULT_LATENCY_MILLISECONDS)

    def alarm(
        role: str,
        description: str,
        metric: str,
        threshold: float,
        periods: int,
        *,
        statistic: str | None = None,
        percentile: str | None = None,
    ) -> pulumi.Output[str]:
        return aws.cloudwatch.MetricAlarm(
            f"{name}-{role}",
            alarm_description=f"{args['prefix']}-{args['api']}: {description}",
            namespace="AWS/ApiGateway",
            metric_name=metric,
            dimensions={"ApiName": api.name, "Stage": stage.stage_name},
            statistic=statistic,
            extended_statistic=percentile,
            # A percentile of a handful of requests says nothing.
            evaluate_low_sample_count_percentiles="ignore" if percentile else None,
            period=_FIVE_MINUTES,
            evaluation_periods=periods,
            threshold=threshold,
            comparison_operator="GreaterThanThreshold",
            treat_missing_data="notBreaching",
            alarm_actions=[args["topic_arn"]],
            opts=pulumi.ResourceOptions(parent=parent),
        ).name

    return {
        "server-errors": alarm(
            "server-errors",
            f"More than {percent} % of requests end in a 5xx",
            "5XXError",
            percent / 100,
            1,
            statistic="Average",
        ),
        "latency": alarm(
            "latency",
            f"One request in ten takes over {latency} ms",
            "Latency",
            latency,
            3,
            percentile="p90",
        ),
    }
