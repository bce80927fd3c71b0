import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from components.functions import watch_model

NOON = {"time": "2026-11-21T12:20:00Z"}
HOURS = "data-capture/fraud-dev-churn/fraud-dev-churn/primary/2026/11/21"
BASELINE = "monitoring/fraud-dev-churn/baseline/held-out.csv"
ROLE = "arn:aws:iam::000000000000:role/job"
CONFIG: dict[str, Any] = {
    "name": "fraud-dev-churn",
    "is_endpoint": True,
    "namespace": "Stepwell/ModelMonitor",
    "bucket": "artifacts-1",
    "folder": "monitoring/fraud-dev-churn",
    "source_bucket": "artifacts-1",
    "source_prefix": "data-capture/fraud-dev-churn/fraud-dev-churn/primary/",
    "source_layout": "%Y/%m/%d/%H/",
    "step_hours": 1,
    "label_bucket": "curated-1",
    "labels": "labels/fraud-dev-churn/",
    "window_hours": 6,
    "min_records": 100,
    "monitors": {"data_quality": {}},
    "image_uri": "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1",
    "role_arn": ROLE,
    "kms_key_arn": "arn:aws:kms:eu-west-1:000000000000:key/k",
    "cluster": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 30},
    "vpc": {"Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]},
    "max_runtime_seconds": 3600,
    "tags": [{"Key": "team", "Value": "fraud"}],
}


@pytest.fixture(autouse=True)
def _filled(account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_model, "CONFIG", CONFIG)
    for bucket in ("artifacts-1", "curated-1"):
        where: Any = {"LocationConstraint": "eu-west-1"}
        boto3.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=where)


def put(key: str, bucket: str = "artifacts-1") -> None:
    boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=b"x")


def instead(monkeypatch: pytest.MonkeyPatch, sagemaker: object) -> None:
    """Hand out `sagemaker` as the client of that service."""
    real: Any = boto3.client

    def client(service: str) -> Any:
        return sagemaker if service == "sagemaker" else real(service)

    monkeypatch.setattr(boto3, "client", client)


def job(name: str = "fraud-dev-churn-mon-2026112112") -> Any:
    return boto3.client("sagemaker").describe_processing_job(ProcessingJobName=name)


def inputs() -> dict[str, Any]:
    return {i["InputName"]: i["S3Input"] for i in job()["ProcessingInputs"]}


def read(uri: str) -> Any:
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return json.loads(boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read())


def counted() -> dict[tuple[str, str], float]:
    found = dict[tuple[str, str], float]()
    cloudwatch = boto3.client("cloudwatch")
    for metric in cloudwatch.list_metrics(Namespace="Stepwell/ModelMonitor")["Metrics"]:
        dimensions = {d["Name"]: d["Value"] for d in metric["Dimensions"]}
        assert dimensions["Source"] == "fraud-dev-churn"
        data = cloudwatch.get_metric_data(
            MetricDataQueries=[
                {
                    "Id": "m",
                    "MetricStat": {
                        "Metric": metric,
                        "Period": 86400,
                        "Stat": "Maximum",
                    },
                }
            ],
            StartTime="2020-01-01T00:00:00Z",
            EndTime="2100-01-01T00:00:00Z",
        )
        values = data["MetricDataResults"][0]["Values"]
        found[metric["MetricName"], dimensions.get("Monitor", "")] = values[0]
    return found


def test_without_a_baseline_nothing_runs_and_nothing_pretends_to():
    put(f"{HOURS}/07/a.jsonl")
    assert "no baseline yet" in watch_model.handler(NOON, None)
    assert boto3.client("sagemaker").list_processing_jobs()["ProcessingJobSummaries"] == []
    assert counted() == {}


def test_without_traffic_there_is_no_job_but_somebody_watched():
    put(BASELINE)
    assert "nothing was captured" in watch_model.handler(NOON, None)
    assert counted() == {("Runs", ""): 1.0}


def test_the_last_whole_window_is_analysed():
    put(BASELINE)
    for hour in ("05", "06", "11", "12"):
        put(f"{HOURS}/{hour}/a.jsonl")
    assert watch_model.handler(NOON, None) == "started fraud-dev-churn-mon-2026112112"
    assert read(inputs()["captured"]["S3Uri"]) == [
        {"prefix": "s3://artifacts-1/"},
        f"{HOURS}/06/a.jsonl",
        f"{HOURS}/11/a.jsonl",
    ]
    config = read(f"{inputs()['config']['S3Uri']}config.json")
    assert config["stamp"]["window_start"] == "2026-11-21 06:00:00"
    report = job()["ProcessingOutputConfig"]["Outputs"][0]["S3Output"]["S3Uri"]
    assert report == "s3://artifacts-1/monitoring/fraud-dev-churn/reports/day=2026-11-21/"


def test_the_job_has_no_network_and_runs_our_scripts():
    put(BASELINE)
    put(f"{HOURS}/07/a.jsonl")
    watch_model.handler(NOON, None)
    assert job()["NetworkConfig"]["EnableNetworkIsolation"] is True
    assert job()["NetworkConfig"]["VpcConfig"] == CONFIG["vpc"]
    code = inputs()["code"]["S3Uri"].removeprefix("s3://artifacts-1/")
    stored = (
        boto3.client("s3")
        .get_object(Bucket="artifacts-1", Key=f"{code}components/functions/analyse_predictions.py")[
            "Body"
        ]
        .read()
    )
    assert stored == Path("components/functions/analyse_predictions.py").read_bytes()


def test_the_same_window_is_analysed_once(monkeypatch: pytest.MonkeyPatch):
    put(BASELINE)
    put(f"{HOURS}/07/a.jsonl")
    sagemaker = boto3.client("sagemaker")

    def taken(**_request: Any) -> None:
        raise ClientError({"Error": {"Code": "ResourceInUse"}}, "CreateProcessingJob")

    monkeypatch.setattr(sagemaker, "create_processing_job", taken)
    instead(monkeypatch, sagemaker)
    answer = watch_model.handler(NOON, None)
    assert answer == "fraud-dev-churn-mon-2026112112 was started before"


def test_of_very_many_files_a_share_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watch_model, "MOST_FILES", 2)
    put(BASELINE)
    for number in range(5):
        put(f"{HOURS}/07/{number}.jsonl")
    watch_model.handler(NOON, None)
    assert len(read(inputs()["captured"]["S3Uri"])) == 3


def test_quality_is_judged_once_labels_have_had_time(monkeypatch: pytest.MonkeyPatch):
    monitors = {"model_quality": {"label_delay_hours": 6}}
    monkeypatch.setattr(watch_model, "CONFIG", {**CONFIG, "monitors": monitors})
    put(BASELINE)
    put(f"{HOURS}/03/a.jsonl")
    put("labels/fraud-dev-churn/2026/11/21/03/l.jsonl", "curated-1")
    watch_model.handler(NOON, None)
    assert read(inputs()["answered"]["S3Uri"])[1:] == [f"{HOURS}/03/a.jsonl"]
    assert read(inputs()["labels"]["S3Uri"])[0] == {"prefix": "s3://curated-1/"}
    assert "captured" not in inputs()


@pytest.mark.parametrize("key", ["training/run-7/baseline.csv", "promoted/churn/7/baseline.csv"])
def test_the_served_version_names_its_own_baseline(key: str):
    put(key)
    put(f"{HOURS}/07/a.jsonl")
    sagemaker = boto3.client("sagemaker")
    sagemaker.create_model_package_group(ModelPackageGroupName="fraud-dev-churn")
    uri = f"s3://artifacts-1/{key}"
    version = sagemaker.create_model_package(
        ModelPackageGroupName="fraud-dev-churn",
        DriftCheckBaselines={
            "ModelDataQuality": {"Statistics": {"ContentType": "text/csv", "S3Uri": uri}}
        },
    )["ModelPackageArn"]
    sagemaker.create_model(
        ModelName="m", ExecutionRoleArn=ROLE, PrimaryContainer={"ModelPackageName": version}
    )
    variant: Any = {"VariantName": "primary", "ModelName": "m", "InitialInstanceCount": 1}
    sagemaker.create_endpoint_config(
        EndpointConfigName="c", ProductionVariants=[{**variant, "InstanceType": "ml.m5.large"}]
    )
    sagemaker.create_endpoint(EndpointName="fraud-dev-churn", EndpointConfigName="c")
    watch_model.handler(NOON, None)
    assert inputs()["baseline"]["S3Uri"] == uri


@pytest.mark.parametrize(
    ("status", "message", "expected"),
    [
        (
            "Completed",
            '{"data_quality": 2, "bias": 0}',
            {("Runs", ""): 1, ("Violations", "data_quality"): 2, ("Violations", "bias"): 0},
        ),
        ("Failed", "the baseline has no rows", {("Runs", ""): 0}),
        ("InProgress", "", {}),
    ],
)
def test_counts_what_an_analysis_found(
    status: str, message: str, expected: Any, monkeypatch: pytest.MonkeyPatch
):
    answer = {"ProcessingJobStatus": status, "ExitMessage": message}

    class Described:
        def describe_processing_job(self, **_name: str) -> dict[str, str]:
            return answer

    instead(monkeypatch, Described())
    watch_model.handler(
        {
            "detail-type": "SageMaker Processing Job State Change",
            "detail": {"ProcessingJobName": "fraud-dev-churn-mon-2026112112"},
        },
        None,
    )
    assert counted() == expected


def test_batch_inference_is_read_by_the_day(monkeypatch: pytest.MonkeyPatch):
    batch = {
        "is_endpoint": False,
        "source_bucket": "curated-1",
        "source_prefix": "predictions/scores/",
        "source_layout": "run_date=%Y-%m-%d/",
        "step_hours": 24,
        "window_hours": 24,
    }
    monkeypatch.setattr(watch_model, "CONFIG", {**CONFIG, **batch})
    put(BASELINE)
    put("predictions/scores/run_date=2026-11-20/a.csv.out", "curated-1")
    watch_model.handler({"time": "2026-11-21T00:20:00Z"}, None)
    manifest = boto3.client("sagemaker").describe_processing_job(
        ProcessingJobName="fraud-dev-churn-mon-2026112100"
    )["ProcessingInputs"][3]["S3Input"]["S3Uri"]
    assert read(manifest) == [
        {"prefix": "s3://curated-1/"},
        "predictions/scores/run_date=2026-11-20/a.csv.out",
    ]
