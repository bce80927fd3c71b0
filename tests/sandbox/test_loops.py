"""Loops of the platform: components as the provider brings them up, driven by events."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest

from plan.plan import Plan
from sandbox.account.server import serve as serve_account
from sandbox.events import Events, Hop
from sandbox.happenings import Happenings
from sandbox.provider.server import serve as serve_provider
from sandbox.targets import Targets
from tests.components import test_continuous_training, test_model_deployment
from tests.sandbox.account.level_0.values import KEY_POLICY
from tests.sandbox.keys import KEYS
from tests.sandbox.provider.engine import Engine

IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud:1"
ROLE = test_model_deployment.ROLE
WANTED = "/stepwell/fraud-dev/endpoints/churn/wanted"
ROLLOUT = {
    "BlueGreenUpdatePolicy": {
        "TrafficRoutingConfiguration": {"Type": "ALL_AT_ONCE", "WaitIntervalInSeconds": 0},
        "TerminationWaitInSeconds": 600,
    },
    "AutoRollbackConfiguration": {"Alarms": [{"AlarmName": "errors"}]},
}
_SIGNATURE = "4dabf18193072939515e22adb298388d"
_ARCHIVE, _ASSET = "0def7320c3a5731c473e5ecbe6d01bc7", "c44067f5952c0a294b673a41bacd8c17"


@dataclass
class World:
    """An account, and what has been deployed into it."""

    url: str
    engine: Engine
    settings: Path
    outputs: dict[tuple[str, str], Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        return boto3.client(service, region_name="eu-west-1", endpoint_url=self.url, **KEYS)

    def deploy(self, plan: Plan) -> None:
        """Create every resource of a plan, each with what those before it have become."""
        for resource in plan:
            if resource.in_aws:
                inputs = self._known(resource.inputs)
                inputs.pop("tagsAll", None)
                made = self.engine.create(resource.type, resource.name, inputs)
                for key, value in {**made.outputs, "id": made.id}.items():
                    self.outputs.setdefault((resource.name, key), value)

    def play(self, source: str, what: str, detail: dict[str, Any], **more: str) -> list[Hop]:
        event = {"source": source, "detail-type": what, "detail": detail, **more}
        return Events(self.url).play(event)

    def alarm(self, name: str, **more: Any) -> None:
        """Make an alarm on a metric that must be 0."""
        self.client("cloudwatch").put_metric_alarm(
            **{
                "AlarmName": name,
                "Namespace": "Stepwell/ModelMonitor",
                "MetricName": "Violations",
                "Dimensions": [{"Name": "Source", "Value": name}],
                "Statistic": "Maximum",
                "Period": 3600,
                "EvaluationPeriods": 1,
                "Threshold": 0,
                "ComparisonOperator": "GreaterThanThreshold",
                **more,
            }
        )

    def follow(self, happen: Callable[[Happenings], Any]) -> list[Hop]:
        """Let something happen, and return every hop that it leads to."""
        account = Happenings(self.url, "eu-west-1")
        account.news()
        told = Events(self.url).follow(account.news(happen(account) or b""), account.news)
        return [hop for _, hops in told for hop in hops]

    def _known(self, value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(r"<<([^#>]+)#([^>]+)>>", lambda m: str(self.outputs[m[1], m[2]]), value)
        if isinstance(value, dict) and "assets" in value:
            files = {
                name: {_SIGNATURE: _ASSET, "text": file["text"]}
                for name, file in value["assets"].items()
            }
            return {_SIGNATURE: _ARCHIVE, "assets": files}
        if isinstance(value, dict):
            return {key: self._known(inner) for key, inner in value.items() if inner is not None}
        if isinstance(value, list | tuple):
            return [self._known(inner) for inner in value]
        return value


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    settings = tmp_path_factory.mktemp("world") / "sandbox.toml"
    account = serve_account(None, settings=settings)
    provider = serve_provider(account.url, application=account.account)
    engine = Engine(provider.port)
    made = World(account.url, engine, settings)
    allowed = {"Service": "sagemaker.amazonaws.com"}
    trust = {"Effect": "Allow", "Principal": allowed, "Action": "sts:AssumeRole"}
    made.client("iam").create_role(
        RoleName=ROLE.rpartition("/")[2],
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    )
    yield made
    engine.close()
    provider.stop()
    account.stop()


@pytest.fixture(scope="module")
def key(world: World) -> str:
    return world.client("kms").create_key(Policy=KEY_POLICY)["KeyMetadata"]["Arn"]


def test_data_and_drift_start_the_pipeline_and_what_has_to_wait_comes_back(
    world: World, key: str
) -> None:
    bucket = {"LocationConstraint": "eu-west-1"}
    world.client("s3").create_bucket(Bucket="curated-1", CreateBucketConfiguration=bucket)
    sagemaker = world.client("sagemaker")
    sagemaker.create_pipeline(
        PipelineName="fraud-dev-churn",
        PipelineDefinition='{"Version": "2020-12-01", "Steps": []}',
        ClientRequestToken="t" * 32,
        RoleArn=ROLE,
    )
    every_way = test_continuous_training.ALL
    world.deploy(test_continuous_training.plan_with(**every_way, kms_key_arn=key))

    def put(name: str, **more: str) -> list[Hop]:
        detail = {"bucket": {"name": "curated-1"}, "object": {"key": name}}
        return world.play("aws.s3", "Object Created", detail, **more)

    assert put("transactions/1/part-1") == []
    [hop] = put("transactions/1/_SUCCESS")
    assert hop.detail["answer"].startswith("later: ")

    world.alarm("fraud-dev-monitor-drift-quality", EvaluationPeriods=3, DatapointsToAlarm=2)
    [hop] = world.follow(lambda account: account.metric("fraud-dev-monitor-drift-quality", 1))
    assert (hop.outcome, hop.detail["answer"]) == ("delivered", "started")

    [waiting] = [
        s
        for s in world.client("scheduler").list_schedules()["Schedules"]
        if s["GroupName"] != "default"
    ]
    found = world.client("scheduler").get_schedule(
        Name=waiting["Name"], GroupName=waiting["GroupName"]
    )
    target = found["Target"]
    back = Targets(world.url, "eu-west-1").invoke(target["Arn"], json.loads(target["Input"]))
    assert back["answer"].startswith("not needed: a run started at ")


def test_an_approval_deploys_a_rejection_takes_back_and_a_setting_decides(
    world: World, key: str
) -> None:
    sagemaker, variant = world.client("sagemaker"), _endpoint(world)
    world.alarm("errors")
    earlier, waits = "Approved", "PendingManualApproval"
    versions = [_version(sagemaker, status) for status in (earlier, earlier, waits)]
    serving = {
        "CreateModel": {"ExecutionRoleArn": ROLE},
        "CreateEndpointConfig": {"ProductionVariants": [variant]},
        "UpdateEndpoint": {"DeploymentConfig": ROLLOUT},
    }
    given = {"serving": json.dumps(serving), "kms_key_arn": key}
    world.deploy(test_model_deployment.plan_with(**given))

    def served() -> str:
        name = sagemaker.describe_endpoint(EndpointName="fraud-dev-churn")["EndpointConfigName"]
        return name.rpartition("-")[0]

    def decide(version: int, status: str) -> str:
        arn = versions[version - 1]
        sagemaker.update_model_package(ModelPackageArn=arn, ModelApprovalStatus=status)
        [hop] = world.play(
            "aws.sagemaker",
            "SageMaker Model Package State Change",
            {"ModelPackageGroupName": "fraud-dev-churn", "ModelApprovalStatus": status},
        )
        assert hop.outcome == "delivered", hop.detail
        return served()

    assert decide(3, "Approved") == "fraud-dev-churn-v3"
    assert decide(3, "Rejected") == "fraud-dev-churn-v2"

    def want(version: int) -> None:
        ssm = world.client("ssm")
        pinned = json.loads(ssm.get_parameter(Name=WANTED)["Parameter"]["Value"])
        text = json.dumps({**pinned, "version": version})
        ssm.put_parameter(Name=WANTED, Value=text, Type="String", Overwrite=True)

    deploys, serves = world.follow(lambda _: want(1))
    assert deploys.detail["answer"].startswith("deploys version 1 as ")
    assert serves.detail["answer"].startswith("serves version 1 as ")
    assert served() == "fraud-dev-churn-v1"

    world.settings.write_text('transitions."sagemaker:Endpoint" = 1000')
    [hop] = world.follow(lambda _: want(2))
    assert hop.detail["answer"].startswith("deploys version 2 as ")
    assert (
        sagemaker.describe_endpoint(EndpointName="fraud-dev-churn")["EndpointStatus"] == "Updating"
    )
    assert served() == "fraud-dev-churn-v1"
    assert world.follow(lambda account: account.alarm("errors")) == []
    [hop] = world.follow(lambda _: b"settle")
    assert (hop.outcome, "SageMaker went back" in hop.detail) == ("failed", True)
    assert served() == "fraud-dev-churn-v1"


def _version(sagemaker: Any, status: str) -> str:
    return sagemaker.create_model_package(
        ModelPackageGroupName="fraud-dev-churn",
        ModelApprovalStatus=status,
        InferenceSpecification={
            "Containers": [{"Image": IMAGE}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    )["ModelPackageArn"]


def _endpoint(world: World) -> dict[str, Any]:
    """Make a group and an endpoint that serves something else; return its variant."""
    sagemaker = world.client("sagemaker")
    sagemaker.create_model_package_group(ModelPackageGroupName="fraud-dev-churn")
    variant = {"VariantName": "primary", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}
    sagemaker.create_model(
        ModelName="first", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": IMAGE}
    )
    sagemaker.create_endpoint_config(
        EndpointConfigName="first", ProductionVariants=[{**variant, "ModelName": "first"}]
    )
    sagemaker.create_endpoint(EndpointName="fraud-dev-churn", EndpointConfigName="first")
    return variant
