"""Events through rules in an account of the test's own, to functions that really run."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from sandbox.account.server import serve
from sandbox.events import Events, Hop, formed
from sandbox.targets import Refused, let_in
from tests.sandbox.keys import KEYS

ROLE = "arn:aws:iam::000000000000:role/worker"
RULE = "arn:aws:events:eu-west-1:000000000000:rule/decided"
ECHO = """
import os
def handler(event, context):
    if event.get("detail", {}).get("bad"):
        raise ValueError("no good")
    return [event["source"], os.environ["STAGE"], context.function_name]
"""

Client = Callable[[str], Any]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = serve(None)
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": ["lambda.amazonaws.com", "events.amazonaws.com"]},
        "Action": "sts:AssumeRole",
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam = boto3.client("iam", region_name="eu-west-1", endpoint_url=server.url, **KEYS)
    iam.create_role(RoleName="worker", AssumeRolePolicyDocument=document)
    yield server.url
    server.stop()


@pytest.fixture
def client(url: str) -> Client:
    return lambda service: boto3.client(service, region_name="eu-west-1", endpoint_url=url, **KEYS)


@pytest.fixture
def rule(client: Client) -> Iterator[Callable[..., str]]:
    """Make a rule for one target; all are gone after the test."""
    events, made = client("events"), list[str]()

    def make(pattern: dict[str, Any], target: str, **more: Any) -> str:
        name = f"rule-{len(made)}"
        arn = events.put_rule(Name=name, EventPattern=json.dumps(pattern))["RuleArn"]
        events.put_targets(Rule=name, Targets=[{"Id": "one", "Arn": target, **more}])
        made.append(name)
        return arn

    yield make
    for name in made:
        events.remove_targets(Rule=name, Ids=["one"])
        events.delete_rule(Name=name)


def function(client: Client, name: str, code: str, **environment: str) -> str:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("code.py", code)
    made = client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=ROLE,
        Handler="code.handler",
        Code={"ZipFile": archive.getvalue()},
        Environment={"Variables": environment},
    )
    return made["FunctionArn"]


def let(client: Client, function_arn: str, rule_arn: str) -> None:
    client("lambda").add_permission(
        FunctionName=function_arn,
        StatementId="rule",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
        SourceArn=rule_arn,
    )


def test_an_event_reaches_the_function_of_a_rule_that_matches_it(
    url: str, client: Client, rule: Callable[..., str]
) -> None:
    echo = function(client, "echo", ECHO, STAGE="dev")
    let(client, echo, rule({"source": ["aws.a"], "detail": {"n": [{"numeric": [">", 2]}]}}, echo))
    events = Events(url)
    assert events.play({"source": "aws.a", "detail": {"n": 3}}) == [
        Hop("rule-0", echo, "delivered", ["aws.a", "dev", "echo"])
    ]
    assert events.play({"source": "aws.a", "detail": {"n": 2}}) == []
    [hop] = events.play({"source": "aws.a", "detail": {"n": 3, "bad": True}})
    assert (hop.outcome, hop.detail) == ("failed", "ValueError: no good")


def test_a_rule_that_is_off_or_not_let_in_reaches_nothing(
    url: str, client: Client, rule: Callable[..., str]
) -> None:
    closed = function(client, "closed", ECHO, STAGE="dev")
    arn = rule({"source": ["aws.b"]}, closed)
    [hop] = Events(url).play({"source": "aws.b"})
    assert hop.outcome == "refused"
    assert hop.detail == f"{closed} does not let {arn} call lambda:InvokeFunction"
    client("events").disable_rule(Name="rule-0")
    assert Events(url).play({"source": "aws.b"}) == []


def test_an_event_reaches_a_queue_that_lets_its_rule_in(
    url: str, client: Client, rule: Callable[..., str]
) -> None:
    sqs = client("sqs")
    queue = sqs.create_queue(QueueName="later")["QueueUrl"]
    arn = "arn:aws:sqs:eu-west-1:000000000000:later"
    source = rule({"source": ["aws.c"]}, arn, InputPath="$.detail")
    event = {"source": "aws.c", "detail": {"why": "drift"}}
    assert Events(url).play(event)[0].outcome == "refused"
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnLike": {"aws:SourceArn": source}},
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(policy)})
    assert Events(url).play(event)[0].outcome == "delivered"
    assert sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"] == '{"why": "drift"}'


def test_what_no_target_of_ours_takes_is_refused(url: str, rule: Callable[..., str]) -> None:
    rule({"source": ["aws.d"]}, "arn:aws:inspector:eu-west-1:000000000000:target/x", RoleArn=ROLE)
    [hop] = Events(url).play({"source": "aws.d"})
    assert hop.outcome == "refused"


def test_an_event_reaches_a_log_group_that_lets_its_rule_in(
    url: str, client: Client, rule: Callable[..., str]
) -> None:
    logs = client("logs")
    logs.create_log_group(logGroupName="/aws/events/all")
    arn = "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/events/all"
    source = rule({"source": ["aws.l"]}, arn)
    assert Events(url).play({"source": "aws.l"})[0].outcome == "refused"
    allowed = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Resource": f"{arn}:*",
    }
    of_rule = {"ArnLike": {"aws:SourceArn": source}}
    statements = [
        {**allowed, "Action": "logs:CreateLogStream"},
        {**allowed, "Action": "logs:PutLogEvents", "Condition": of_rule},
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    logs.put_resource_policy(policyName="events", policyDocument=policy)
    for _ in range(2):
        assert Events(url).play({"source": "aws.l"})[0].outcome == "delivered"
    assert len(logs.filter_log_events(logGroupName="/aws/events/all")["events"]) == 2


def test_a_function_may_do_what_its_role_may(
    url: str, client: Client, rule: Callable[..., str]
) -> None:
    code = "import boto3\ndef handler(event, _):\n    boto3.client('sqs').list_queues()\n"
    lists = function(client, "lists", code)
    let(client, lists, rule({"source": ["aws.f"]}, lists))
    [hop] = Events(url).play({"source": "aws.f"})
    assert hop.outcome == "failed"
    assert "no identity-based policy allows the sqs:listqueues action" in hop.detail
    may = {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [may]})
    client("iam").put_role_policy(RoleName="worker", PolicyName="may", PolicyDocument=policy)
    assert Events(url).play({"source": "aws.f"})[0].outcome == "delivered"


def test_rules_that_nearly_match_say_what_they_ask_for(
    url: str, client: Client, rule: Callable[..., str]
) -> None:
    arn = "arn:aws:sqs:eu-west-1:000000000000:later"
    rule({"source": ["aws.n"], "detail": {"state": {"value": ["ALARM"]}}}, arn)
    rule({"source": ["aws.o"]}, arn)
    event = {"source": "aws.n", "detail": {"state": {"value": "OK"}}}
    assert Events(url).near_misses(event) == ['rule-0: detail.state.value must match ["ALARM"]']
    client("events").disable_rule(Name="rule-1")
    assert Events(url).near_misses({"source": "aws.o"}) == ["rule-1 is DISABLED"]


def test_the_input_is_formed_as_eventbridge_does_it() -> None:
    event = {"source": "s", "detail": {"name": 'a "b"', "n": 3}}
    paths = {"name": "$.detail.name", "n": "$.detail.n"}

    def by(template: str) -> Any:
        target = {"InputTransformer": {"InputPathsMap": paths, "InputTemplate": template}}
        return formed(target, event)

    assert by('"<n> of them"') == "3 of them"
    assert by('{"name": <name>, "n": <n>}') == {"name": 'a "b"', "n": 3}
    with pytest.raises(Refused, match="not JSON"):
        by('"<name>"')
    assert formed({"Input": "[1]"}, event) == [1]
    assert formed({}, event) == event


@pytest.mark.parametrize(
    "change",
    [
        {"Effect": "Deny"},
        {"Principal": {"Service": "s3.amazonaws.com"}},
        {"Action": "sqs:ReceiveMessage"},
        {"Resource": "arn:other"},
        {"Condition": {"ArnLike": {"aws:SourceArn": "arn:other"}}},
        {"Condition": {"StringEquals": {"aws:SourceAccount": "000000000000"}}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_target_lets_in_only_whom_its_policy_names(change: dict[str, Any]) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": "arn:queue",
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:events:*:*:rule/decided"}},
    }
    told = ("sqs:SendMessage", "arn:queue", RULE, "events", {"aws:sourcearn": RULE})
    let_in([statement], *told)
    with pytest.raises(Refused):
        let_in([{**statement, **change}], *told)
