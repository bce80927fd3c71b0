"""Schedules that fire now: their roles, their inputs and the calls that they make."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from sandbox.account.server import serve
from sandbox.events import Events
from tests.sandbox.keys import KEYS

ACCOUNT = "000000000000"
START = "arn:aws:scheduler:::aws-sdk:sagemaker:startPipelineExecution"
QUEUE = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:work"

Client = Callable[[str], Any]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = serve(None)
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def client(url: str) -> Client:
    def made(service: str) -> Any:
        return boto3.client(service, region_name="eu-west-1", endpoint_url=url, **KEYS)

    made("sqs").create_queue(QueueName="work")
    made("scheduler").create_schedule_group(Name="later")
    made("sagemaker").create_pipeline(
        PipelineName="churn",
        PipelineDefinition='{"Version": "2020-12-01", "Steps": []}',
        ClientRequestToken="t" * 32,
        RoleArn=role(made, "runs", [], "sagemaker"),
    )
    return made


def role(client: Client, name: str, may: list[dict[str, Any]], *services: str, **more: Any) -> str:
    trusted = {"Service": [f"{service}.amazonaws.com" for service in services]}
    trust = {"Effect": "Allow", "Principal": trusted, "Action": "sts:AssumeRole", **more}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    arn = client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    if may:
        statements = [{"Effect": "Allow", **statement} for statement in may]
        policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
        client("iam").put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=policy)
    return arn


def schedule(client: Client, name: str, target: dict[str, Any], **more: Any) -> None:
    client("scheduler").create_schedule(
        **{
            "Name": name,
            "ScheduleExpression": "rate(1 hour)",
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": target,
            **more,
        }
    )


def received(client: Client) -> str:
    url = client("sqs").get_queue_url(QueueName="work")["QueueUrl"]
    [message] = client("sqs").receive_message(QueueUrl=url)["Messages"]
    client("sqs").delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return message["Body"]


def test_a_universal_target_is_called_with_the_schedules_role(url: str, client: Client) -> None:
    may = [{"Action": "sagemaker:StartPipelineExecution", "Resource": "*"}]
    of_account = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    starts = role(client, "starts", may, "scheduler", Condition=of_account)
    given = json.dumps({"PipelineName": "churn", "ClientRequestToken": "u" * 32})
    schedule(client, "nightly", {"Arn": START, "RoleArn": starts, "Input": given})
    [hop] = Events(url).fire("nightly")
    assert hop.outcome == "delivered", hop.detail
    runs = client("sagemaker").list_pipeline_executions(PipelineName="churn")
    found = [run["PipelineExecutionArn"] for run in runs["PipelineExecutionSummaries"]]
    assert [hop.detail["PipelineExecutionArn"]] == found


def test_a_role_that_may_not_make_the_call_is_refused_in_iams_words(
    url: str, client: Client
) -> None:
    may = [{"Action": "sagemaker:StopPipelineExecution", "Resource": "*"}]
    stops = role(client, "stops", may, "scheduler")
    given = json.dumps({"PipelineName": "churn", "ClientRequestToken": "v" * 32})
    schedule(client, "wrong", {"Arn": START, "RoleArn": stops, "Input": given})
    [hop] = Events(url).fire("wrong")
    assert hop.outcome == "refused"
    assert "no identity-based policy allows the sagemaker:StartPipelineExecution" in hop.detail


def test_a_role_that_is_gone_and_an_operation_that_there_is_not_are_refused(
    url: str, client: Client
) -> None:
    may = [{"Action": "sagemaker:StartPipelineExecution", "Resource": "*"}]
    gone = role(client, "gone", may, "scheduler")
    schedule(client, "orphan", {"Arn": START, "RoleArn": gone, "Input": "{}"})
    mistyped = f"{START}s"
    schedule(client, "mistyped", {"Arn": mistyped, "RoleArn": gone, "Input": "{}"})
    [hop] = Events(url).fire("mistyped")
    assert (hop.outcome, "has no operation startPipelineExecutions" in hop.detail) == (
        "refused",
        True,
    )
    client("iam").delete_role_policy(RoleName="gone", PolicyName="may")
    client("iam").delete_role(RoleName="gone")
    [hop] = Events(url).fire("orphan")
    assert hop.detail == f"{gone} is not there, and scheduler cannot assume it"


def test_a_role_that_lets_in_another_group_of_schedules_is_refused(
    url: str, client: Client
) -> None:
    may = [{"Action": "sqs:SendMessage", "Resource": QUEUE}]
    groups = f"arn:aws:scheduler:eu-west-1:{ACCOUNT}:schedule-group"
    for group in ("later", "default"):
        condition = {"ArnLike": {"aws:SourceArn": f"{groups}/{group}"}}
        sends = role(client, f"sends-{group}", may, "scheduler", Condition=condition)
        target = {"Arn": QUEUE, "RoleArn": sends, "Input": "no JSON"}
        schedule(client, f"for-{group}", target, GroupName="later")
    assert Events(url).fire("for-later")[0].outcome == "delivered"
    assert received(client) == "no JSON"
    [hop] = Events(url).fire("later/for-default")
    assert hop.outcome == "refused"
    assert hop.detail == f"{sends} does not let {groups}/later call sts:AssumeRole"


def test_the_input_says_when_and_one_that_is_off_or_over_does_not_fire(
    url: str, client: Client
) -> None:
    may = [{"Action": "sqs:SendMessage", "Resource": QUEUE}]
    target = {
        "Arn": QUEUE,
        "RoleArn": role(client, "sends", may, "scheduler"),
        "Input": '{"since": "<aws.scheduler.scheduled-time>"}',
    }
    schedule(client, "off", target, State="DISABLED")
    [hop] = Events(url).fire("off")
    assert (hop.outcome, hop.detail) == ("refused", "off is DISABLED")
    once = {"ScheduleExpression": "at(2099-01-01T00:00:00)", "ActionAfterCompletion": "DELETE"}
    schedule(client, "once", target, **once)
    assert Events(url).fire("once")[0].outcome == "delivered"
    assert json.loads(received(client))["since"].endswith("Z")
    with pytest.raises(LookupError, match=r"must be one of .*off.*, got 'once'"):
        Events(url).fire("once")


def test_a_scheduled_rule_starts_a_pipeline_with_its_role(url: str, client: Client) -> None:
    may = [{"Action": "sagemaker:StartPipelineExecution", "Resource": "*"}]
    events = client("events")
    events.put_rule(Name="hourly", ScheduleExpression="rate(1 hour)")
    arn = f"arn:aws:sagemaker:eu-west-1:{ACCOUNT}:pipeline/churn"
    target = {"Id": "one", "Arn": arn, "RoleArn": role(client, "rule", may, "events")}
    events.put_targets(Rule="hourly", Targets=[target])
    [hop] = Events(url).fire("hourly")
    assert (hop.outcome, hop.detail.startswith(arn)) == ("delivered", True)
    events.disable_rule(Name="hourly")
    assert Events(url).fire("hourly")[0].detail == "hourly is DISABLED"
