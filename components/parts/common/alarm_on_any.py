"""An alarm that goes off as soon as there is one of something that should not be."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws


def alarm_on_any(
    name: str,
    description: str,
    metric: tuple[str, str],
    dimensions: Mapping[str, pulumi.Input[str]],
    *,
    topic_arn: pulumi.Input[str],
    parent: pulumi.ComponentResource,
    statistic: str = "Sum",
) -> pulumi.Output[str]:
    """Declare an alarm on a metric, by namespace and name, above 0 in five minutes; its name."""
    return aws.cloudwatch.MetricAlarm(
        name,
        alarm_description=description,
        namespace=metric[0],
        metric_name=metric[1],
        dimensions=dict(dimensions),
        statistic=statistic,
        period=300,
        evaluation_periods=1,
        threshold=0,
        comparison_operator="GreaterThanThreshold",
        treat_missing_data="notBreaching",
        alarm_actions=[topic_arn],
        opts=pulumi.ResourceOptions(parent=parent),
    ).name
