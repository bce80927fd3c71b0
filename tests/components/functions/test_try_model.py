import io
import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from components.functions import try_model
from components.functions.try_model import VERDICT, problems

ROLE = "arn:aws:iam::000000000000:role/fraud-dev-smoke-endpoint-role-1"
SETTINGS: dict[str, Any] = {
    "prefix": "fraud-dev",
    "groups": ["fraud-dev-churn"],
    "tags": {"team": "fraud", "environment": "dev"},
    "role_arn": ROLE,
    "instance_type": "ml.m5.large",
    "volume_key": "arn:aws:kms:eu-west-1:000000000000:key/1b2c",
    "log_retention_days": 90,
    "network_isolated": True,
    "vpc_config": {"Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]},
    "artifacts_bucket": "artifacts-1",
    "folder": "smoke-tests/",
    "latency_milliseconds": 1000,
}
LOG_KEY_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "000000000000", "Service": "logs.eu-west-1.amazonaws.com"},
                "Action": "kms:*",
                "Resource": "*",
            }
        ],
    }
)
SAMPLES = [
    {
        "body": {"age": 41},
        "expect": {
            "type": "object",
            "required": ["score"],
            "properties": {"score": {"type": "number", "minimum": 0, "maximum": 1}},
        },
    }
]


class Trial:
    """An account with a group and an endpoint runtime that answers as a test says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answer: Any = {"score": 0.7}
        self.sent = list[dict[str, Any]]()
        real: Any = boto3.client
        trial = self

        class Runtime:
            def invoke_endpoint(self, **request: Any) -> dict[str, Any]:
                trial.sent.append(request)
                if isinstance(trial.answer, Exception):
                    raise trial.answer
                return {"Body": io.BytesIO(json.dumps(trial.answer).encode())}

        def client(service: str) -> Any:
            return Runtime() if service == "sagemaker-runtime" else real(service)

        monkeypatch.setattr(boto3, "client", client)
        self.sagemaker: Any = real("sagemaker")
        self.s3: Any = real("s3")
        self.s3.create_bucket(
            Bucket="artifacts-1",
            CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
        )
        topic = real("sns").create_topic(Name="fraud-dev")["TopicArn"]
        self.log_key = real("kms").create_key(Policy=LOG_KEY_POLICY)["KeyMetadata"]["Arn"]
        settings = {**SETTINGS, "topic_arn": topic, "log_key": self.log_key}
        monkeypatch.setenv("SETTINGS", json.dumps(settings))
        self.sagemaker.create_model_package_group(ModelPackageGroupName="fraud-dev-churn")

    def record(self, samples: Any) -> None:
        self.s3.put_object(
            Bucket="artifacts-1",
            Key="smoke-tests/fraud-dev-churn.json",
            Body=json.dumps(samples).encode(),
        )

    def register(self, status: str = "PendingManualApproval") -> str:
        container = {
            "Image": "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud-dev/serving:1",
            "ModelDataUrl": "s3://artifacts-1/training/model.tar.gz",
        }
        return self.sagemaker.create_model_package(
            ModelPackageGroupName="fraud-dev-churn",
            ModelApprovalStatus=status,
            InferenceSpecification={
                "Containers": [container],
                "SupportedContentTypes": ["application/json"],
                "SupportedResponseMIMETypes": ["application/json"],
            },
        )["ModelPackageArn"]

    def about(self, arn: str) -> tuple[str, str | None]:
        about = self.sagemaker.describe_model_package(ModelPackageName=arn)
        verdict = about.get("CustomerMetadataProperties", {}).get(VERDICT)
        return about["ModelApprovalStatus"], verdict

    def reason(self, arn: str) -> str:
        return self.sagemaker.describe_model_package(ModelPackageName=arn)["ApprovalDescription"]

    def left(self) -> list[str]:
        found = self.sagemaker
        return [
            *(e["EndpointName"] for e in found.list_endpoints()["Endpoints"]),
            *(c["EndpointConfigName"] for c in found.list_endpoint_configs()["EndpointConfigs"]),
            *(m["ModelName"] for m in found.list_models()["Models"]),
        ]


@pytest.fixture
def trial(account: str, monkeypatch: pytest.MonkeyPatch) -> Trial:
    return Trial(monkeypatch)


def run() -> dict[str, str]:
    return try_model.handler({}, None)


def test_a_version_that_answers_well_passes_and_still_awaits_approval(trial: Trial):
    trial.record(SAMPLES)
    arn = trial.register()
    assert run() == {"fraud-dev-churn": "is starting"}
    names = trial.left()
    assert len(set(names)) == 1
    assert names[0].startswith("fraud-dev-trial-")
    model = trial.sagemaker.describe_model(ModelName=names[0])
    assert model["EnableNetworkIsolation"] is True
    assert model["VpcConfig"] == SETTINGS["vpc_config"]
    logs: Any = boto3.client("logs")
    (kept,) = logs.describe_log_groups()["logGroups"]
    assert kept["logGroupName"] == f"/aws/sagemaker/Endpoints/{names[0]}"
    assert (kept["retentionInDays"], kept["kmsKeyId"]) == (90, trial.log_key)
    assert run() == {"fraud-dev-churn": "passed"}
    assert trial.about(arn) == ("PendingManualApproval", "passed")
    assert trial.left() == []
    assert json.loads(trial.sent[0]["Body"]) == {"age": 41}
    assert run() == {}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"score": 7}, "failed: request 1: answer.score must be at most 1, got 7"),
        ({"label": "x"}, "failed: request 1: answer must have score, got {'label': 'x'}"),
        ("no", "failed: request 1: answer must be of type object, got 'no'"),
    ],
)
def test_a_version_that_answers_badly_is_rejected_and_its_trial_goes(
    trial: Trial, answer: Any, why: str
):
    trial.record(SAMPLES)
    trial.answer = answer
    arn = trial.register()
    run()
    run()
    assert trial.about(arn) == ("Rejected", "failed")
    assert trial.reason(arn) == f"smoke test {why}"
    assert trial.left() == []


def test_a_version_that_does_not_answer_is_rejected(trial: Trial):
    trial.record(SAMPLES)
    response: Any = {"Error": {"Code": "ModelError", "Message": "500"}}
    trial.answer = ClientError(response, "InvokeEndpoint")
    arn = trial.register()
    run()
    run()
    assert trial.about(arn) == ("Rejected", "failed")
    assert "ModelError" in trial.reason(arn)


def test_a_slow_version_is_rejected(trial: Trial):
    trial.record([{**SAMPLES[0], "max_milliseconds": -1}])
    arn = trial.register()
    run()
    run()
    assert trial.about(arn)[0] == "Rejected"


def test_without_recorded_requests_nothing_is_started_and_nothing_decided(trial: Trial):
    arn = trial.register()
    with pytest.raises(RuntimeError, match=r"smoke-tests/fraud-dev-churn.json has to hold"):
        run()
    assert trial.left() == []
    assert trial.about(arn) == ("PendingManualApproval", None)


def test_requests_that_go_missing_meanwhile_end_the_trial(trial: Trial):
    trial.record(SAMPLES)
    trial.register()
    run()
    trial.record([])
    with pytest.raises(RuntimeError, match="at least one request"):
        run()
    assert trial.left() == []


def test_only_the_newest_version_that_awaits_approval_is_tried(trial: Trial):
    trial.record(SAMPLES)
    older, newer = trial.register(), trial.register()
    trial.register("Approved")
    run()
    run()
    assert trial.about(newer)[1] == "passed"
    assert trial.about(older)[1] is None


def test_a_decision_made_meanwhile_ends_the_trial(trial: Trial):
    trial.record(SAMPLES)
    arn = trial.register()
    run()
    trial.sagemaker.update_model_package(ModelPackageArn=arn, ModelApprovalStatus="Approved")
    assert run() == {}
    assert trial.left() == []
    assert trial.about(arn)[0] == "Approved"


@pytest.mark.parametrize(
    ("value", "schema", "found"),
    [
        (0.4, {"type": "number", "minimum": 0.5}, ["answer must be at least 0.5, got 0.4"]),
        (True, {"type": "number"}, ["answer must be of type number, got True"]),
        ([1, "a"], {"items": {"type": "integer"}}, ["answer[1] must be of type integer, got 'a'"]),
        ([], {"type": "array", "minItems": 1}, ["answer must have at least 1 items, got 0"]),
        ("yes", {"enum": ["yes", "no"]}, []),
        ("a1", {"pattern": "^[a-z]+$"}, ["answer must match ^[a-z]+$, got 'a1'"]),
        ("anything", {}, []),
    ],
)
def test_says_what_of_a_schema_does_not_hold(value: Any, schema: Any, found: list[str]):
    assert list(problems(value, schema, "answer")) == found
