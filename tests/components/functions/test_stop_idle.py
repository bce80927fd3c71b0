import json
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from components.functions import stop_idle

ROLE = "arn:aws:iam::000000000000:role/notebooks"
SETTINGS = {
    "prefix": "fraud-dev",
    "team": "fraud",
    "environment": "dev",
    "domain_id": None,
    "idle_hours": 24,
    "app_hours": 72,
    "grace_hours": 24,
    "endpoints": "warn",
    "notebook_instances": "warn",
    "apps": "warn",
    "keep": [],
}
TAGS = [{"Key": "team", "Value": "fraud"}, {"Key": "environment", "Value": "dev"}]


class Guard:
    """An account with one topic, and a clock that tests set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.offset = timedelta()
        self._monkeypatch = monkeypatch
        guard = self

        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return datetime.now(tz) + guard.offset

        monkeypatch.setattr(stop_idle, "datetime", Clock)
        sqs: Any = boto3.client("sqs")
        self._queue: str = sqs.create_queue(QueueName="told")["QueueUrl"]
        sns: Any = boto3.client("sns")
        self._topic: str = sns.create_topic(Name="fraud-dev")["TopicArn"]
        queue_arn = "arn:aws:sqs:eu-west-1:000000000000:told"
        sns.subscribe(TopicArn=self._topic, Protocol="sqs", Endpoint=queue_arn)
        self.sagemaker: Any = boto3.client("sagemaker")

    def run(self, *, after_hours: float = 0, dry_run: bool = False, **settings: Any) -> Any:
        """Run the function that many hours after the last run."""
        self.offset += timedelta(hours=after_hours)
        known = {**SETTINGS, "topic_arn": self._topic, **settings}
        self._monkeypatch.setenv("SETTINGS", json.dumps(known))
        return stop_idle.handler({"dry_run": dry_run}, None)

    def told(self) -> list[str]:
        sqs: Any = boto3.client("sqs")
        messages = sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10)
        for message in messages.get("Messages", []):
            sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(m["Body"])["Message"] for m in messages.get("Messages", [])]

    def notebook(self, name: str, *tags: dict[str, str]) -> str:
        made = self.sagemaker.create_notebook_instance(
            NotebookInstanceName=name,
            InstanceType="ml.t3.medium",
            RoleArn=ROLE,
            Tags=[*TAGS, *tags],
        )
        return made["NotebookInstanceArn"]

    def endpoint(self, name: str, count: int = 1) -> str:
        image = {"Image": "000000000000.dkr.ecr.eu-west-1.amazonaws.com/a:1"}
        self.sagemaker.create_model(ModelName=name, ExecutionRoleArn=ROLE, PrimaryContainer=image)
        variant = {"VariantName": "main", "ModelName": name, "InitialInstanceCount": count}
        self.sagemaker.create_endpoint_config(
            EndpointConfigName=f"{name}-config",
            ProductionVariants=[{**variant, "InstanceType": "ml.m5.large"}],
        )
        made = self.sagemaker.create_endpoint(
            EndpointName=name, EndpointConfigName=f"{name}-config"
        )
        return made["EndpointArn"]

    def invoked(self, endpoint: str, hours_later: float) -> None:
        cloudwatch: Any = boto3.client("cloudwatch")
        at = {"EndpointName": endpoint, "VariantName": "main"}
        cloudwatch.put_metric_data(
            Namespace="AWS/SageMaker",
            MetricData=[
                {
                    "MetricName": "Invocations",
                    "Dimensions": [{"Name": k, "Value": v} for k, v in at.items()],
                    "Timestamp": datetime.now(UTC) + timedelta(hours=hours_later),
                    "Value": 5,
                }
            ],
        )

    def tags(self, arn: str) -> dict[str, str]:
        return {t["Key"]: t["Value"] for t in self.sagemaker.list_tags(ResourceArn=arn)["Tags"]}

    def status(self, notebook: str) -> str:
        about = self.sagemaker.describe_notebook_instance(NotebookInstanceName=notebook)
        return about["NotebookInstanceStatus"]


@pytest.fixture
def guard(account: str, monkeypatch: pytest.MonkeyPatch) -> Guard:
    return Guard(monkeypatch)


def test_says_nothing_while_everything_is_in_use(guard: Guard):
    guard.endpoint("fraud-dev-churn")
    guard.invoked("fraud-dev-churn", hours_later=40)
    assert guard.run(after_hours=48) == {"warned": [], "stopped": [], "errors": []}
    assert guard.told() == []


def test_warns_of_an_endpoint_without_requests_and_touches_it_never_again_by_default(guard: Guard):
    arn = guard.endpoint("fraud-dev-churn")
    guard.run(after_hours=23)
    assert guard.told() == []
    guard.run(after_hours=2)
    (message,) = guard.told()
    assert message.startswith(
        "Idle:\n- endpoint fraud-dev-churn: no request for 24 hours or more. To keep it: aws "
        f"sagemaker add-tags --resource-arn {arn} --tags Key=keep-until,Value="
    )
    assert stop_idle.WARNED in guard.tags(arn)
    guard.run(after_hours=100)
    assert guard.told() == []
    assert guard.sagemaker.describe_endpoint(EndpointName="fraud-dev-churn")


def test_reminds_after_a_week(guard: Guard):
    guard.endpoint("fraud-dev-churn")
    guard.run(after_hours=25)
    guard.run(after_hours=24 * 7)
    assert len(guard.told()) == 2


def test_stops_after_the_time_of_grace_and_says_how_it_comes_back(guard: Guard):
    guard.notebook("fraud-dev-ana")
    on: dict[str, Any] = {"notebook_instances": "stop"}
    guard.run(after_hours=25, **on)
    assert "; stop in 24 hours. To keep it:" in guard.told()[0]
    guard.run(after_hours=23, **on)
    assert guard.status("fraud-dev-ana") == "InService"
    guard.run(after_hours=2, **on)
    assert guard.status("fraud-dev-ana") == "Stopped"
    (message,) = guard.told()
    assert message == (
        "Stopped:\n- notebook instance fraud-dev-ana: stopped; its files stay. Back with: aws "
        "sagemaker start-notebook-instance --notebook-instance-name fraud-dev-ana"
    )


def test_use_during_the_time_of_grace_ends_the_warning(guard: Guard):
    arn = guard.endpoint("fraud-dev-churn")
    guard.run(after_hours=25, endpoints="delete")
    guard.invoked("fraud-dev-churn", hours_later=30)
    guard.run(after_hours=24, endpoints="delete")
    assert stop_idle.WARNED not in guard.tags(arn)
    assert guard.sagemaker.describe_endpoint(EndpointName="fraud-dev-churn")


def test_deletes_an_endpoint_only_when_told_and_leaves_its_configuration(guard: Guard):
    guard.endpoint("fraud-dev-churn")
    guard.run(after_hours=25, endpoints="delete")
    guard.run(after_hours=25, endpoints="delete")
    assert guard.sagemaker.list_endpoints()["Endpoints"] == []
    assert guard.sagemaker.describe_endpoint_config(EndpointConfigName="fraud-dev-churn-config")
    assert "--endpoint-config-name fraud-dev-churn-config" in guard.told()[1]


def test_scales_in_to_one_instance_unless_it_scales_by_itself(guard: Guard):
    guard.endpoint("fraud-dev-big", count=3)
    guard.endpoint("fraud-dev-scaled", count=3)
    scaling: Any = boto3.client("application-autoscaling")
    scaling.register_scalable_target(
        ServiceNamespace="sagemaker",
        ResourceId="endpoint/fraud-dev-scaled/variant/main",
        ScalableDimension="sagemaker:variant:DesiredInstanceCount",
        MinCapacity=3,
        MaxCapacity=6,
    )
    guard.run(after_hours=25, endpoints="scale-in")
    report = guard.run(after_hours=25, endpoints="scale-in")
    assert len(report["stopped"]) == 1
    assert report["stopped"][0].startswith(
        "endpoint fraud-dev-big: scaled in from 3 instances to 1."
    )
    about = guard.sagemaker.describe_endpoint(EndpointName="fraud-dev-big")
    assert about["ProductionVariants"][0]["DesiredInstanceCount"] == 1


def test_leaves_what_is_kept_by_name_or_until_a_day(guard: Guard):
    guard.notebook("fraud-dev-listed")
    far = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    guard.notebook("fraud-dev-tagged", {"Key": "keep-until", "Value": far})
    guard.notebook("fraud-dev-over", {"Key": "keep-until", "Value": "2020-01-31"})
    report = guard.run(after_hours=48, keep=["fraud-dev-listed"])
    assert [line.split(":")[0] for line in report["warned"]] == ["notebook instance fraud-dev-over"]


def test_never_looks_at_another_stack(guard: Guard):
    guard.notebook("fraud-dev2-ana")
    guard.notebook("my-fraud-dev-ana")
    guard.endpoint("churn-fraud-dev-x")
    assert guard.run(after_hours=48)["warned"] == []


def test_a_resource_that_cannot_be_judged_is_left_and_the_others_go_on(guard: Guard):
    guard.notebook("fraud-dev-a", {"Key": "keep-until", "Value": "soon"})
    guard.notebook("fraud-dev-b")
    report = guard.run(after_hours=48)
    assert report["errors"] == ["notebook instance fraud-dev-a: Invalid isoformat string: 'soon'"]
    assert report["warned"][0].startswith("notebook instance fraud-dev-b:")
    assert "Could not be checked, and was left as it is:\n- notebook instance" in guard.told()[0]


def test_lines_in_jupyters_log_count_as_use(guard: Guard):
    guard.notebook("fraud-dev-ana")
    logs: Any = boto3.client("logs")
    place = {"logGroupName": "/aws/sagemaker/NotebookInstances"}
    logs.create_log_group(**place)
    place["logStreamName"] = "fraud-dev-ana/jupyter.log"
    logs.create_log_stream(**place)
    written = datetime.now(UTC) + timedelta(hours=1)
    event = {"timestamp": int(written.timestamp() * 1000), "message": "Saving file"}
    logs.put_log_events(**place, logEvents=[event])
    assert guard.run(after_hours=24.5)["warned"] == []
    assert len(guard.run(after_hours=1)["warned"]) == 1


def test_stops_apps_of_the_stack_that_run_for_long_but_no_free_ones(guard: Guard):
    domain = guard.sagemaker.create_domain(
        DomainName="fraud-dev",
        AuthMode="IAM",
        DefaultUserSettings={"ExecutionRole": ROLE},
        SubnetIds=["subnet-1"],
        VpcId="vpc-1",
    )["DomainArn"].rsplit("/", 1)[1]
    guard.sagemaker.create_user_profile(DomainId=domain, UserProfileName="ana")
    of_ana = {"DomainId": domain, "UserProfileName": "ana", "AppType": "KernelGateway"}
    large = {"InstanceType": "ml.m5.large"}
    create = guard.sagemaker.create_app
    create(**of_ana, AppName="ours", Tags=TAGS, ResourceSpec=large)
    create(**of_ana, AppName="theirs", Tags=[{"Key": "team", "Value": "b"}], ResourceSpec=large)
    create(**of_ana, AppName="free", Tags=TAGS, ResourceSpec={"InstanceType": "system"})
    on: dict[str, Any] = {"domain_id": domain, "apps": "stop"}
    assert guard.run(after_hours=71, **on)["warned"] == []
    (warned,) = guard.run(after_hours=2, **on)["warned"]
    assert warned.startswith("app ana/KernelGateway/ours: running without a break for 72 hours")
    guard.run(after_hours=25, **on)
    apps = guard.sagemaker.list_apps(DomainIdEquals=domain)["Apps"]
    left = {a["AppName"] for a in apps if a["Status"] not in ("Deleted", "Deleting")}
    assert left == {"theirs", "free"}


def test_a_dry_run_says_what_it_would_do_and_does_nothing(guard: Guard):
    arn = guard.notebook("fraud-dev-ana")
    on: dict[str, Any] = {"notebook_instances": "stop"}
    assert len(guard.run(after_hours=25, dry_run=True, **on)["warned"]) == 1
    assert stop_idle.WARNED not in guard.tags(arn)
    guard.run(**on)
    report = guard.run(after_hours=25, dry_run=True, **on)
    assert report["stopped"] == ["notebook instance fraud-dev-ana: would stop"]
    assert guard.status("fraud-dev-ana") == "InService"
    assert len(guard.told()) == 1
