import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from sandbox import lifecycle
from sandbox.account.server import serve
from sandbox.lifecycle import Sandbox
from tests.sandbox.keys import KEYS

CODE = "def handler(event, context):\n    return event['detail']['alarmName']\n"


@pytest.fixture
def account(repository, monkeypatch) -> Iterator[str]:
    """An account that is said to be the sandbox's: an alarm, and a rule that listens for it."""
    server = serve(None)
    running = Sandbox(repository.root / ".sandbox", 4711, server.port, 5002)
    monkeypatch.setattr(lifecycle, "status", lambda _: running)

    def client(service: str) -> Any:
        return boto3.client(service, region_name="eu-west-1", endpoint_url=server.url, **KEYS)

    trusted = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}}
    document = {"Version": "2012-10-17", "Statement": [{**trusted, "Action": "sts:AssumeRole"}]}
    role = client("iam").create_role(
        RoleName="worker", AssumeRolePolicyDocument=json.dumps(document)
    )["Role"]["Arn"]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("code.py", CODE)
    function = client("lambda").create_function(
        FunctionName="start",
        Runtime="python3.13",
        Role=role,
        Handler="code.handler",
        Code={"ZipFile": archive.getvalue()},
    )["FunctionArn"]
    pattern = {"source": ["aws.cloudwatch"], "detail": {"state": {"value": ["ALARM"]}}}
    client("events").put_rule(Name="drift", EventPattern=json.dumps(pattern))
    client("events").put_targets(Rule="drift", Targets=[{"Id": "one", "Arn": function}])
    client("cloudwatch").put_metric_alarm(
        AlarmName="churn-drift",
        Namespace="Stepwell/ModelMonitor",
        MetricName="Violations",
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
    )
    yield server.url
    server.stop()


def let_in(url: str) -> None:
    made: Any = boto3.client("lambda", region_name="eu-west-1", endpoint_url=url, **KEYS)
    made.add_permission(
        FunctionName="start",
        StatementId="rule",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
        SourceArn="arn:aws:events:eu-west-1:000000000000:rule/drift",
    )


def test_an_alarm_is_followed_hop_by_hop(repository, account):
    let_in(account)
    result = repository.run("sandbox", "events", "alarm", "churn-drift")
    assert (result.code, result.err) == (0, "")
    first, hop, answer = result.out.splitlines()
    assert first == "  0.00 s  aws.cloudwatch  CloudWatch Alarm State Change"
    assert hop.endswith(" s    drift -> function:start  delivered")
    assert answer.strip() == '"churn-drift"'
    told = repository.run("sandbox", "events", "alarm", "churn-drift", "--json").data
    [alarm] = told["events"]
    assert [hop["outcome"] for hop in alarm["hops"]] == ["delivered"]


def test_a_metric_sets_off_the_alarm_on_it(repository, account):
    let_in(account)
    assert repository.run("sandbox", "events", "metric", "churn-drift", "1").code == 0


def test_a_rule_that_nearly_listens_says_what_it_asks_for(repository, account, tmp_path):
    file = tmp_path / "event.json"
    file.write_text('{"source": "aws.cloudwatch", "detail": {"state": {"value": "OK"}}}')
    result = repository.run("sandbox", "events", "send", str(file))
    assert result.code == 1
    assert 'drift: detail.state.value must match ["ALARM"]' in result.out


def test_what_leads_to_no_event_is_said(repository, account):
    result = repository.run("sandbox", "events", "settle")
    assert (result.code, result.out) == (1, "nothing changed that AWS sends an event of\n")


def test_a_schedule_starts_what_it_starts(repository, account):
    events: Any = boto3.client("events", region_name="eu-west-1", endpoint_url=account, **KEYS)
    events.put_rule(Name="hourly", ScheduleExpression="rate(1 hour)")
    target = "arn:aws:lambda:eu-west-1:000000000000:function:start"
    events.put_targets(Rule="hourly", Targets=[{"Id": "one", "Arn": target}])
    result = repository.run("sandbox", "events", "schedule", "hourly")
    assert result.code == 1
    assert "hourly -> function:start  refused" in result.out
    result = repository.run("sandbox", "events", "schedule", "daily")
    assert (result.code, result.err) == (
        2,
        "SCHEDULE: must be one of hourly, got 'daily'\n",
    )


def test_a_missing_permission_breaks_the_loop_and_is_named(repository, account):
    result = repository.run("sandbox", "events", "alarm", "churn-drift")
    assert result.code == 1
    assert "  refused\n" in result.out
    assert "does not let" in result.out


def test_that_nobody_listens_is_said(repository, account, tmp_path):
    file = tmp_path / "event.json"
    file.write_text('{"source": "aws.batch"}')
    result = repository.run("sandbox", "events", "send", str(file))
    assert (result.code, result.out.splitlines()[-1]) == (1, "no rule that is on listens for it")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["alarm", "other"], "ALARM: must be a metric alarm of the account, got 'other'"),
        (["decision", "x"], "ARN: must be the ARN of a model version, got 'x'"),
        (["object", "none", "k"], "BUCKET: must be in a bucket of the account, got 'none'"),
        (["send", "none.json"], "FILE: must be a file to read, got none.json"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_what_is_not_there_is_named(repository, account, given, message):
    result = repository.run("sandbox", "events", *given)
    assert (result.code, result.err) == (2, f"{message}\n")


@pytest.mark.parametrize("text", ["{", "[]", "{}"])
def test_a_file_has_to_hold_an_event(repository, account, tmp_path, text):
    file = tmp_path / "event.json"
    file.write_text(text)
    result = repository.run("sandbox", "events", "send", str(file))
    assert result.code == 2
    assert result.err.startswith("FILE: must be ")


def test_without_a_sandbox_it_says_how_to_start_one(repository):
    result = repository.run("sandbox", "events", "alarm", "churn-drift")
    assert result.code == 2
    assert result.err == "sandbox: must run, got none\nstart it with: stepwell sandbox start\n"
