from tests.sandbox.account.level_0 import Clients


def test_a_composite_alarm_is_made_replaced_and_deleted(clients: Clients) -> None:
    cloudwatch = clients.cloudwatch
    for name in "ab":
        cloudwatch.put_metric_alarm(
            **{"AlarmName": name, "Namespace": "own", "MetricName": "errors", "Statistic": "Sum"},
            **{"Period": 60, "EvaluationPeriods": 1, "Threshold": 1},
            ComparisonOperator="GreaterThanThreshold",
        )
    rule = {"AlarmName": "both", "AlarmRule": "ALARM(a)"}
    cloudwatch.put_composite_alarm(**rule, Tags=[{"Key": "team", "Value": "fraud"}])
    cloudwatch.put_composite_alarm(
        AlarmName="both",
        AlarmRule="ALARM(b)",
        ActionsSuppressor="quiet",
        ActionsSuppressorWaitPeriod=60,
        ActionsSuppressorExtensionPeriod=60,
    )
    kinds = {"AlarmTypes": ["CompositeAlarm"]}
    (shown,) = cloudwatch.describe_alarms(AlarmNames=["both"], **kinds)["CompositeAlarms"]
    assert (shown["AlarmRule"], shown["ActionsSuppressor"]) == ("ALARM(b)", "quiet")
    tags = cloudwatch.list_tags_for_resource(ResourceARN=shown["AlarmArn"])["Tags"]
    assert tags == [{"Key": "team", "Value": "fraud"}]
    assert cloudwatch.describe_alarms(AlarmNames=["both"])["CompositeAlarms"] == []
    cloudwatch.delete_alarms(AlarmNames=["both"])
    assert cloudwatch.describe_alarms(**kinds)["CompositeAlarms"] == []
