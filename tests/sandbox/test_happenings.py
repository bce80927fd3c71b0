"""What AWS tells EventBridge of, as calls of anybody lead to it."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from sandbox.account.server import serve
from sandbox.happenings import Happenings, NotThere
from tests.sandbox.keys import KEYS

PLACE = {"region_name": "eu-west-1", **KEYS}


@pytest.fixture(scope="module")
def account() -> Iterator[Happenings]:
    server = serve(None)
    yield Happenings(server.url, "eu-west-1")
    server.stop()


@pytest.fixture
def client(account: Happenings) -> Any:
    account.news()
    return lambda service: boto3.client(service, endpoint_url=account.url, **PLACE)


def alarm(client: Any, name: str, **more: Any) -> None:
    client("cloudwatch").put_metric_alarm(
        **{
            "AlarmName": name,
            "Namespace": "Own",
            "MetricName": name,
            "Statistic": "Maximum",
            "Period": 3600,
            "EvaluationPeriods": 3,
            "DatapointsToAlarm": 2,
            "Threshold": 5,
            "ComparisonOperator": "GreaterThanThreshold",
            **more,
        }
    )


def states(account: Happenings) -> list[str]:
    return [event["detail"]["state"]["value"] for event in account.news()]


def test_an_alarm_follows_its_metric(account: Happenings, client: Any) -> None:
    alarm(client, "late")
    datum = {"MetricName": "late", "Value": 9}
    client("cloudwatch").put_metric_data(Namespace="Own", MetricData=[datum])
    account.metric("late", 5)
    assert states(account) == []
    account.metric("late", 6)
    assert states(account) == ["ALARM"]
    alarm(client, "blind", TreatMissingData="breaching", ComparisonOperator="LessThanThreshold")
    client("cloudwatch").put_metric_data(
        Namespace="Own", MetricData=[{**datum, "MetricName": "blind"}]
    )
    assert states(account) == ["ALARM"]
    account.metric("blind", 9)
    assert states(account) == ["OK"]


def test_an_alarm_of_metrics_together_takes_no_value(account: Happenings, client: Any) -> None:
    metric = {"Namespace": "Own", "MetricName": "one"}
    query = {"Id": "m", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}}
    client("cloudwatch").put_metric_alarm(
        AlarmName="both",
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        Metrics=[{**query, "ReturnData": True}],
    )
    with pytest.raises(NotThere, match="must be an alarm on one metric, got 'both'"):
        account.metric("both", 1)


def test_a_bucket_tells_of_its_objects_if_it_is_set_to(account: Happenings, client: Any) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="lake-1", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    account.new_object("lake-1", "a.csv", b"1,2")
    assert account.news() == []
    s3.put_bucket_notification_configuration(
        Bucket="lake-1", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    account.new_object("lake-1", "a.csv", b"1,2")
    [event] = account.news()
    assert (event["source"], event["detail-type"]) == ("aws.s3", "Object Created")
    assert event["detail"] == {
        "bucket": {"name": "lake-1"},
        "object": {"key": "a.csv", "size": 3},
    }


def test_a_parameter_is_made_and_changed(account: Happenings, client: Any) -> None:
    for value in ("1", "2"):
        client("ssm").put_parameter(Name="n", Value=value, Type="String", Overwrite=True)
    told = [event["detail"]["operation"] for event in account.news()]
    assert told == ["Create", "Update"]
    elsewhere = {**PLACE, "region_name": "us-east-1"}
    far: Any = boto3.client("ssm", endpoint_url=account.url, **elsewhere)
    far.put_parameter(Name="n", Value="1", Type="String")
    assert account.news() == []
