"""Statuses that take their time, and an update of an endpoint that an alarm takes back."""

import json
from typing import Any

import pytest
from botocore.exceptions import WaiterError

from tests.sandbox.account.conftest import Asked

IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud:1"
CANARY = {
    "BlueGreenUpdatePolicy": {
        "TrafficRoutingConfiguration": {
            "Type": "CANARY",
            "WaitIntervalInSeconds": 300,
            "CanarySize": {"Type": "CAPACITY_PERCENT", "Value": 50},
        },
        "TerminationWaitInSeconds": 300,
    },
    "AutoRollbackConfiguration": {"Alarms": [{"AlarmName": "errors"}]},
}


def endpoint(asked: Asked) -> Any:
    """Make an endpoint that serves `first`, a configuration `second`, and the alarm."""
    trusted = {"Service": "sagemaker.amazonaws.com"}
    trust = {"Effect": "Allow", "Principal": trusted, "Action": "sts:AssumeRole"}
    role = asked.clients.iam.create_role(
        RoleName="serves",
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    )["Role"]["Arn"]
    sagemaker = asked.clients.sagemaker
    sagemaker.create_model(
        ModelName="churn", ExecutionRoleArn=role, PrimaryContainer={"Image": IMAGE}
    )
    variant = {"VariantName": "primary", "ModelName": "churn", "InstanceType": "ml.m5.large"}
    for count, name in enumerate(("first", "second"), start=2):
        sagemaker.create_endpoint_config(
            EndpointConfigName=name,
            ProductionVariants=[{**variant, "InitialInstanceCount": count}],
        )
    sagemaker.create_endpoint(EndpointName="churn", EndpointConfigName="first")
    asked.clients.cloudwatch.put_metric_alarm(
        AlarmName="errors",
        Namespace="AWS/SageMaker",
        MetricName="Invocation5XXErrors",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
    )
    return sagemaker


def state(sagemaker: Any) -> tuple[str, str, str | None]:
    found = sagemaker.describe_endpoint(EndpointName="churn")
    pending = found.get("PendingDeploymentSummary", {}).get("EndpointConfigName")
    return found["EndpointStatus"], found["EndpointConfigName"], pending


def update(sagemaker: Any) -> None:
    sagemaker.update_endpoint(
        EndpointName="churn", EndpointConfigName="second", DeploymentConfig=CANARY
    )


def test_an_update_shows_the_old_configuration_until_it_has_ended(asked: Asked) -> None:
    sagemaker = endpoint(asked)
    asked.to('transitions."sagemaker:Endpoint" = 2')
    update(sagemaker)
    assert state(sagemaker) == ("Updating", "first", "second")
    assert sagemaker.list_endpoints()["Endpoints"][0]["EndpointStatus"] == "Updating"
    assert state(sagemaker) == ("InService", "second", None)


def test_an_alarm_takes_back_the_update_that_it_guards(asked: Asked) -> None:
    sagemaker = endpoint(asked)
    asked.to('transitions."sagemaker:Endpoint" = 1')
    update(sagemaker)
    asked.clients.cloudwatch.set_alarm_state(
        AlarmName="errors", StateValue="ALARM", StateReason="5xx"
    )
    assert state(sagemaker) == ("RollingBack", "first", "second")
    assert state(sagemaker) == ("InService", "first", None)
    why = sagemaker.describe_endpoint(EndpointName="churn")["FailureReason"]
    assert why == "The alarm errors went off; rolled back."
    asked.again()
    again = asked.clients.sagemaker
    assert state(again) == ("InService", "first", None)
    update(again)
    assert "FailureReason" not in again.describe_endpoint(EndpointName="churn")


def test_an_alarm_after_the_update_takes_nothing_back(asked: Asked) -> None:
    sagemaker = endpoint(asked)
    update(sagemaker)
    asked.clients.cloudwatch.set_alarm_state(
        AlarmName="errors", StateValue="ALARM", StateReason="5xx"
    )
    assert state(sagemaker) == ("InService", "second", None)


def test_what_is_in_progress_cannot_be_updated_and_ends_when_nobody_asks_any_more(
    asked: Asked,
) -> None:
    sagemaker = endpoint(asked)
    asked.to('transitions."sagemaker:End*" = 1000')
    update(sagemaker)
    with pytest.raises(sagemaker.exceptions.ClientError, match="in-progress endpoint"):
        update(sagemaker)
    asked.to("")
    assert state(sagemaker) == ("InService", "second", None)
    update(sagemaker)


def test_waiters_wait_for_whatever_is_made(asked: Asked) -> None:
    asked.to('transitions."*" = 2')
    table = {"AttributeName": "id", "AttributeType": "S"}
    dynamodb = asked.clients.dynamodb
    dynamodb.create_table(
        TableName="rows",
        AttributeDefinitions=[table],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    exists = dynamodb.get_waiter("table_exists")
    with pytest.raises(WaiterError):
        exists.wait(TableName="rows", WaiterConfig={"Delay": 0, "MaxAttempts": 2})
    exists.wait(TableName="rows", WaiterConfig={"Delay": 0, "MaxAttempts": 1})


def test_a_name_that_nothing_has_is_refused(asked: Asked) -> None:
    asked.to('transitions."sagemaker:Endpoints" = 1')
    said = asked.refusal(asked.clients.sqs.create_queue, QueueName="one")
    wrong = "must name what is made or changed, as service:Thing, got 'sagemaker:Endpoints'"
    assert said == ("SandboxSettings", f"sandbox.toml: transitions: {wrong}")
