import json
from typing import Any

import boto3
import pytest

from components.functions.infer_batch import StillRunningError, handler

THREE = {"time": "2026-11-21T03:00:00Z"}
NAME = "fraud-dev-scores-202611210300"
GROUP = "arn:aws:sagemaker:eu-west-1:000000000000:model-package-group/fraud-dev-churn"
WANTED: dict[str, Any] = {
    "name": "fraud-dev-scores",
    "group": GROUP,
    "version": None,
    "input_bucket": "curated-1",
    "input_prefix": "scoring/day={date}/",
    "output": "s3://curated-1/predictions/scores/",
    "tags": [{"Key": "team", "Value": "fraud"}],
    "CreateModel": {
        "ExecutionRoleArn": "arn:aws:iam::000000000000:role/model",
        "EnableNetworkIsolation": True,
        "VpcConfig": {"Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]},
    },
    "CreateTransformJob": {
        "TransformInput": {"ContentType": "text/csv", "SplitType": "Line"},
        "TransformOutput": {"Accept": "text/csv", "AssembleWith": "Line"},
        "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
    },
}


@pytest.fixture(autouse=True)
def _filled(account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANTED", json.dumps(WANTED))
    where: Any = {"LocationConstraint": "eu-west-1"}
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="curated-1", CreateBucketConfiguration=where)
    s3.put_object(Bucket="curated-1", Key="scoring/day=2026-11-20/a.csv", Body=b"1,2")
    boto3.client("sagemaker").create_model_package_group(ModelPackageGroupName="fraud-dev-churn")


def version(status: str) -> str:
    specification: Any = {
        "Containers": [{"Image": "i"}],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    }
    made = boto3.client("sagemaker").create_model_package(
        ModelPackageGroupName="fraud-dev-churn",
        ModelApprovalStatus=status,
        InferenceSpecification=specification,
    )
    return made["ModelPackageArn"]


def job() -> Any:
    return boto3.client("sagemaker").describe_transform_job(TransformJobName=NAME)


def test_the_newest_approved_version_predicts():
    version("Approved")
    newest = version("Approved")
    version("PendingManualApproval")
    assert handler(THREE, None) == f"started {NAME} with {newest}"
    model = boto3.client("sagemaker").describe_model(ModelName=NAME)
    assert model["PrimaryContainer"]["ModelPackageName"] == newest
    assert model["VpcConfig"]["Subnets"] == ["subnet-1"]


def test_input_and_results_lie_in_the_folders_of_their_days():
    version("Approved")
    handler(THREE, None)
    source = job()["TransformInput"]["DataSource"]["S3DataSource"]
    assert source["S3Uri"] == "s3://curated-1/scoring/day=2026-11-20/"
    output = job()["TransformOutput"]["S3OutputPath"]
    assert output == "s3://curated-1/predictions/scores/run_date=2026-11-21/"


def test_a_named_version_predicts_once_it_is_approved(monkeypatch: pytest.MonkeyPatch):
    version("Approved")
    version("Rejected")
    for number, outcome in ((1, "started"), (2, "Rejected")):
        monkeypatch.setenv("WANTED", json.dumps({**WANTED, "version": number}))
        try:
            answer = handler(THREE, None)
        except RuntimeError as error:
            answer = str(error)
        assert outcome in answer


def test_without_an_approved_version_nothing_starts_and_nothing_fails():
    version("PendingManualApproval")
    assert handler(THREE, None) == f"no version of {GROUP} is approved yet"


def test_without_input_nothing_starts():
    version("Approved")
    answer = handler({"time": "2026-12-24T03:00:00Z"}, None)
    assert answer == "nothing lies in s3://curated-1/scoring/day=2026-12-23/"
    assert boto3.client("sagemaker").list_transform_jobs()["TransformJobSummaries"] == []


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of jobs that SageMaker says are in progress."""
    names = list[str]()
    sagemaker: Any = boto3.client("sagemaker")
    others = sagemaker.get_paginator

    class Pages:
        def paginate(self, **_request: Any) -> list[Any]:
            return [{"TransformJobSummaries": [{"TransformJobName": n} for n in names]}]

    def paginator(call: str) -> Any:
        return Pages() if call == "list_transform_jobs" else others(call)

    monkeypatch.setattr(sagemaker, "get_paginator", paginator)
    return names


def test_two_runs_do_not_overlap(running: list[str]):
    version("Approved")
    running.append("fraud-dev-scores-202611200300")
    with pytest.raises(StillRunningError, match="fraud-dev-scores-202611200300 is still running"):
        handler(THREE, None)


def test_a_batch_whose_name_starts_alike_is_another(running: list[str]):
    version("Approved")
    running.append("fraud-dev-scores-eu-202611200300")
    assert handler(THREE, None).startswith("started")


def test_an_event_that_comes_twice_starts_one_run(running: list[str]):
    version("Approved")
    running.append(NAME)
    assert handler(THREE, None) == f"{NAME} was started before"


def test_the_model_goes_when_its_run_has_ended():
    version("Approved")
    handler(THREE, None)
    ended = {
        "detail-type": "SageMaker Transform Job State Change",
        "detail": {"TransformJobName": NAME, "TransformJobStatus": "Failed"},
    }
    assert handler(ended, None) == f"{NAME} has ended"
    assert boto3.client("sagemaker").list_models()["Models"] == []
    assert handler(ended, None) == f"{NAME} has ended"
