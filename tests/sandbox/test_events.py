"""Events through rules in an account of the test's own, to functions that really run."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from sandbox.account.server import serve
from sandbox.events import Events, Hop, Refused, formed, let_in
from sandbox.run_function import KEYS

ROLE = "arn:aws:iam::000000000000:role/worker"
RULE = "arn:aws:events:eu-west-1:000000000000:rule/decided"
FUNCTIONS = Path(__file__).parents[2] / "components/functions"
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
        "Principal": {"Service": "lambda.amazonaws.com"},
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
    rule({"source": ["aws.d"]}, "arn:aws:states:eu-west-1:000000000000:stateMachine:m")
    assert Events(url).play({"source": "aws.d"})[0].outcome == "refused"


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
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:events:*:rule/decided"}},
    }
    let_in(json.dumps({"Statement": [statement]}), "sqs:SendMessage", "arn:queue", RULE)
    with pytest.raises(Refused):
        let_in(
            json.dumps({"Statement": [{**statement, **change}]}),
            "sqs:SendMessage",
            "arn:queue",
            RULE,
        )


def test_an_approval_becomes_a_deployment_and_a_rejection_takes_it_back(
    url: str, client: Client, rule: Callable[..., str]
) -> None:
    sagemaker, ssm = client("sagemaker"), client("ssm")
    image = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud:1"
    sagemaker.create_model_package_group(ModelPackageGroupName="churn")
    versions = [
        sagemaker.create_model_package(
            ModelPackageGroupName="churn",
            ModelApprovalStatus="PendingManualApproval",
            InferenceSpecification={
                "Containers": [{"Image": image}],
                "SupportedContentTypes": ["text/csv"],
                "SupportedResponseMIMETypes": ["text/csv"],
            },
        )["ModelPackageArn"]
        for _ in range(2)
    ]
    variant = {"VariantName": "primary", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}
    sagemaker.create_model(
        ModelName="first", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": image}
    )
    sagemaker.create_endpoint_config(
        EndpointConfigName="first", ProductionVariants=[{**variant, "ModelName": "first"}]
    )
    sagemaker.create_endpoint(
        EndpointName="churn", EndpointConfigName="first", Tags=[{"Key": "team", "Value": "fraud"}]
    )
    wanted = {
        "endpoint": "churn",
        "group": "arn:aws:sagemaker:eu-west-1:000000000000:model-package-group/churn",
        "version": None,
        "serving": {
            "CreateModel": {"ExecutionRoleArn": ROLE},
            "CreateEndpointConfig": {"ProductionVariants": [variant]},
            "UpdateEndpoint": {},
        },
    }
    ssm.put_parameter(Name="/wanted", Value=json.dumps(wanted), Type="String")
    ssm.put_parameter(Name="/attempt", Value="{}", Type="String")
    code = (FUNCTIONS / "deploy_model.py").read_text()
    deployer = function(client, "deploy", code, WANTED="/wanted", ATTEMPT="/attempt")
    group = {"detail": {"ModelPackageGroupName": ["churn"]}, "source": ["aws.sagemaker"]}
    let(client, deployer, rule(group, deployer))

    def decide(version: int, status: str) -> str:
        arn = versions[version - 1]
        sagemaker.update_model_package(ModelPackageArn=arn, ModelApprovalStatus=status)
        detail = {"ModelPackageGroupName": "churn", "ModelApprovalStatus": status}
        [hop] = Events(url).play({"source": "aws.sagemaker", "detail": detail})
        assert hop.outcome == "delivered", hop.detail
        return sagemaker.describe_endpoint(EndpointName="churn")["EndpointConfigName"]

    assert decide(1, "Approved").startswith("churn-v1-")
    second = decide(2, "Approved")
    assert second.startswith("churn-v2-")
    tags = sagemaker.list_tags(
        ResourceArn=f"arn:aws:sagemaker:eu-west-1:000000000000:endpoint-config/{second}"
    )["Tags"]
    assert tags == [{"Key": "team", "Value": "fraud"}]
    assert decide(2, "Rejected").startswith("churn-v1-")
    assert decide(1, "Rejected").startswith("churn-v1-")


def test_an_alarm_becomes_a_run_of_the_pipeline_and_the_next_one_waits(
    url: str, client: Client, rule: Callable[..., str]
) -> None:
    sagemaker, scheduler = client("sagemaker"), client("scheduler")
    sagemaker.create_pipeline(
        PipelineName="churn",
        PipelineDefinition='{"Version": "2020-12-01", "Steps": []}',
        ClientRequestToken="t" * 32,
        RoleArn=ROLE,
    )
    scheduler.create_schedule_group(Name="later")
    starter = function(
        client,
        "start",
        (FUNCTIONS / "start_training.py").read_text(),
        PIPELINE="churn",
        PAUSED="false",
        COOL_DOWN_HOURS="24",
        SETTLE_MINUTES="0",
        LATER_GROUP="later",
        LATER_ROLE_ARN=ROLE,
        DEAD_LETTERS_ARN="arn:aws:sqs:eu-west-1:000000000000:failed",
    )
    pattern = {
        "source": ["aws.cloudwatch"],
        "detail": {"alarmName": [{"prefix": "fraud-dev-drift"}], "state": {"value": ["ALARM"]}},
    }
    let(client, starter, rule(pattern, starter))

    def alarm(state: str, **more: str) -> list[Hop]:
        detail = {"alarmName": "fraud-dev-drift-1", "state": {"value": state}}
        return Events(url).play({"source": "aws.cloudwatch", "detail": detail, **more})

    [hop] = alarm("ALARM")
    assert (hop.outcome, hop.detail["answer"]) == ("delivered", "started")
    assert alarm("OK") == []
    [hop] = alarm("ALARM", time="2999-01-01T00:00:00Z")
    assert hop.detail["answer"].startswith("later: ")
    assert len(scheduler.list_schedules(GroupName="later")["Schedules"]) == 1
    runs = sagemaker.list_pipeline_executions(PipelineName="churn")["PipelineExecutionSummaries"]
    assert len(runs) == 1
