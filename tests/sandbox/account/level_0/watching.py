"""A topic, a queue, alarms, a dashboard, logs, an event rule and a parameter."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.account.level_0.clients import Clients
from tests.sandbox.account.level_0.values import ANYBODY, TAGS


def create(c: Clients, key_arn: str) -> dict[str, Any]:
    topic = c.sns.create_topic(Name="fraud", Attributes={"KmsMasterKeyId": key_arn}, Tags=TAGS)[
        "TopicArn"
    ]
    c.sns.set_topic_attributes(
        TopicArn=topic,
        AttributeName="Policy",
        AttributeValue=ANYBODY.replace("s3:GetObject", "sns:Publish"),
    )
    subscription = c.sns.subscribe(
        TopicArn=topic, Protocol="email", Endpoint="a@example.com", ReturnSubscriptionArn=True
    )["SubscriptionArn"]
    queue = c.sqs.create_queue(
        QueueName="fraud",
        Attributes={"KmsMasterKeyId": key_arn, "MessageRetentionPeriod": "1209600"},
    )["QueueUrl"]
    for name in ("errors", "latency"):
        c.cloudwatch.put_metric_alarm(
            AlarmName=name,
            Namespace="AWS/SageMaker",
            MetricName="Invocation5XXErrors",
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=5,
            Threshold=1,
            ComparisonOperator="GreaterThanThreshold",
            TreatMissingData="notBreaching",
            AlarmActions=[topic],
            Tags=TAGS,
        )
    c.cloudwatch.put_composite_alarm(
        AlarmName="health",
        AlarmRule='ALARM("errors") OR ALARM("latency")',
        AlarmActions=[topic],
        AlarmDescription="either",
        Tags=TAGS,
    )
    c.cloudwatch.put_dashboard(DashboardName="fraud", DashboardBody='{"widgets":[]}')
    c.logs.create_log_group(logGroupName="/aws/sagemaker/fraud", tags={"team": "fraud"})
    c.logs.put_retention_policy(logGroupName="/aws/sagemaker/fraud", retentionInDays=90)
    c.logs.put_resource_policy(policyName="events", policyDocument=ANYBODY)
    c.events.put_rule(
        Name="approved",
        EventPattern='{"source":["aws.sagemaker"]}',
        State="ENABLED",
        Tags=TAGS,
    )
    c.events.put_targets(Rule="approved", Targets=[{"Id": "topic", "Arn": topic}])
    c.ssm.put_parameter(Name="/fraud/defaults", Value="{}", Type="String", Tags=TAGS)
    return {"topic": topic, "subscription": subscription, "queue": queue}


def reads(c: Clients, ids: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    return {
        "topic": lambda: c.sns.get_topic_attributes(TopicArn=ids["topic"]),
        "subscription": lambda: c.sns.get_subscription_attributes(
            SubscriptionArn=ids["subscription"]
        ),
        "sqs": lambda: c.sqs.get_queue_attributes(QueueUrl=ids["queue"], AttributeNames=["All"]),
        "alarms": lambda: c.cloudwatch.describe_alarms(
            AlarmTypes=["MetricAlarm", "CompositeAlarm"]
        ),
        "dashboard": lambda: c.cloudwatch.get_dashboard(DashboardName="fraud"),
        "logs": c.logs.describe_log_groups,
        "log policies": c.logs.describe_resource_policies,
        "rule": lambda: c.events.describe_rule(Name="approved"),
        "targets": lambda: c.events.list_targets_by_rule(Rule="approved"),
        "parameter": lambda: c.ssm.get_parameter(Name="/fraud/defaults"),
    }


def delete(c: Clients, ids: dict[str, Any]) -> None:
    c.ssm.delete_parameter(Name="/fraud/defaults")
    c.events.remove_targets(Rule="approved", Ids=["topic"])
    c.events.delete_rule(Name="approved")
    c.logs.delete_resource_policy(policyName="events")
    c.logs.delete_log_group(logGroupName="/aws/sagemaker/fraud")
    c.cloudwatch.delete_dashboards(DashboardNames=["fraud"])
    c.cloudwatch.delete_alarms(AlarmNames=["health"])
    c.cloudwatch.delete_alarms(AlarmNames=["errors", "latency"])
    c.sqs.delete_queue(QueueUrl=ids["queue"])
    c.sns.unsubscribe(SubscriptionArn=ids["subscription"])
    c.sns.delete_topic(TopicArn=ids["topic"])
