"""Start the analysis of what an endpoint was asked in a window, and count what it found."""

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

LOG = logging.getLogger(__name__)

CONFIG: dict[str, Any] = json.loads(os.environ.get("CONFIG", "{}"))
"""What the component says of the endpoint, its data and the job."""

MOST_FILES = 5_000
"""Files of a window that are read, spread evenly over it."""

_INPUT = "/opt/ml/processing/input"
_SCRIPTS = ("analyse_predictions", "model_statistics")
_STATUS = "ProcessingJobStatus"


def handler(event: dict[str, Any], _context: object) -> str:
    """Start an analysis on a schedule; count what it found on the event that it has ended."""
    if event.get("detail-type") == "SageMaker Processing Job State Change":
        answer = publish(event["detail"]["ProcessingJobName"])
    else:
        answer = start(datetime.fromisoformat(event["time"]))
    LOG.info("%s", answer)
    return answer


def start(now: datetime) -> str:
    """Start the analysis of the last whole window before `now`."""
    length = timedelta(hours=CONFIG["window_hours"])
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    end = midnight + (now.astimezone(UTC) - midnight) // length * length
    begin = end - length
    baseline = baseline_uri()
    if baseline is None:
        return "no baseline yet, so nothing to compare with"
    captured = list(files(begin, end))
    labels = CONFIG["monitors"].get("model_quality")
    answered, known = list[str](), list[str]()
    if labels is not None:
        delay = timedelta(hours=labels["label_delay_hours"])
        answered = list(files(begin - delay, end - delay))
        known = list(label_files(begin - delay, end - delay))
    if not captured and not (answered and known):
        _count(Runs=1)
        return f"nothing was captured from {begin} to {end}"
    name = f"{CONFIG['name']}-mon-{end:%Y%m%d%H}"
    run = {
        "run": name,
        "stamp": {
            "source": CONFIG["name"],
            "window_start": f"{begin:%Y-%m-%d %H:%M:%S}",
            "window_end": f"{end:%Y-%m-%d %H:%M:%S}",
        },
        "min_records": CONFIG["min_records"],
        "monitors": CONFIG["monitors"],
    }
    folder = f"{CONFIG['folder']}/runs/{name}"
    inputs = [
        _input("baseline", baseline),
        _input("config", _put(f"{folder}/config/config.json", run, parent=True)),
        _input("code", _put_scripts()),
    ]
    for channel, bucket, keys in (
        ("captured", CONFIG["source_bucket"], captured),
        ("answered", CONFIG["source_bucket"], answered),
        ("labels", CONFIG["label_bucket"], known),
    ):
        if keys:
            manifest = [{"prefix": f"s3://{bucket}/"}, *keys]
            uri = _put(f"{folder}/{channel}.manifest", manifest)
            inputs.append(_input(channel, uri, "ManifestFile"))
    return _create(name, end, inputs)


def publish(name: str) -> str:
    """Put the violations that a finished analysis named in its exit message into metrics."""
    job = boto3.client("sagemaker").describe_processing_job(ProcessingJobName=name)
    if job[_STATUS] != "Completed":
        if job[_STATUS] in ("Failed", "Stopped"):
            _count(Runs=0)
        return f"{name} is {job[_STATUS]}"
    _count(Runs=1)
    found: dict[str, int] = json.loads(job["ExitMessage"])
    for monitor, violations in found.items():
        _count({"Monitor": monitor}, Violations=violations)
    return f"{name}: {found}"


def baseline_uri() -> str | None:
    """Where the baseline lies: what the served version names, else the folder of the endpoint."""
    own = f"s3://{CONFIG['bucket']}/{CONFIG['folder']}/baseline/"
    for uri in (_of_version(), own):
        if uri is not None:
            bucket, _, key = uri.removeprefix("s3://").partition("/")
            if next(_keys(bucket, key), None) is not None:
                return uri
    return None


def files(begin: datetime, end: datetime) -> Iterator[str]:
    """Keys of what was captured from `begin` to `end`, or a share of them when they are many."""
    hours = CONFIG["step_hours"]
    found = list[str]()
    moment = begin
    while moment < end:
        prefix = CONFIG["source_prefix"] + moment.strftime(CONFIG["source_layout"])
        found += _keys(CONFIG["source_bucket"], prefix)
        moment += timedelta(hours=hours)
    step = max(1, -(-len(found) // MOST_FILES))
    yield from found[::step]


def label_files(begin: datetime, end: datetime) -> Iterator[str]:
    """Keys of what proved true of the requests from `begin` to `end`."""
    moment = begin
    while moment < end:
        yield from _keys(CONFIG["label_bucket"], f"{CONFIG['labels']}{moment:%Y/%m/%d/%H/}")
        moment += timedelta(hours=1)


def _of_version() -> str | None:
    """Baseline that the registry has of the version which the endpoint serves."""
    if not CONFIG["is_endpoint"]:
        return None
    sagemaker = boto3.client("sagemaker")
    try:
        endpoint = sagemaker.describe_endpoint(EndpointName=CONFIG["name"])
        served = sagemaker.describe_endpoint_config(
            EndpointConfigName=endpoint["EndpointConfigName"]
        )
        model = sagemaker.describe_model(ModelName=served["ProductionVariants"][0]["ModelName"])
        version = model.get("PrimaryContainer", {}).get("ModelPackageName")
        if version is None:
            return None
        package = sagemaker.describe_model_package(ModelPackageName=version)
    except ClientError as error:
        # Not there yet, or a version of another account.
        if error.response["Error"]["Code"] in ("ValidationException", "AccessDeniedException"):
            return None
        raise
    baselines = package.get("DriftCheckBaselines", {})
    uri = baselines.get("ModelDataQuality", {}).get("Statistics", {}).get("S3Uri", "")
    return uri if uri.startswith(f"s3://{CONFIG['bucket']}/") else None


def _create(name: str, end: datetime, inputs: list[dict[str, Any]]) -> str:
    report = f"s3://{CONFIG['bucket']}/{CONFIG['folder']}/reports/day={end:%Y-%m-%d}/"
    output = {"S3Uri": report, "LocalPath": "/opt/ml/processing/output/report"}
    try:
        boto3.client("sagemaker").create_processing_job(
            ProcessingJobName=name,
            ProcessingInputs=inputs,
            ProcessingOutputConfig={
                "KmsKeyId": CONFIG["kms_key_arn"],
                "Outputs": [
                    {"OutputName": "report", "S3Output": {**output, "S3UploadMode": "EndOfJob"}}
                ],
            },
            AppSpecification={
                "ImageUri": CONFIG["image_uri"],
                "ContainerEntrypoint": ["python3", "-m", f"components.functions.{_SCRIPTS[0]}"],
            },
            Environment={"PYTHONPATH": f"{_INPUT}/code"},
            ProcessingResources={"ClusterConfig": CONFIG["cluster"]},
            NetworkConfig={
                "EnableNetworkIsolation": True,
                "EnableInterContainerTrafficEncryption": True,
                "VpcConfig": CONFIG["vpc"],
            },
            StoppingCondition={"MaxRuntimeInSeconds": CONFIG["max_runtime_seconds"]},
            RoleArn=CONFIG["role_arn"],
            Tags=CONFIG["tags"],
        )
    except ClientError as error:
        # The event came twice: one analysis of a window is enough.
        if error.response["Error"]["Code"] != "ResourceInUse":
            raise
        return f"{name} was started before"
    return f"started {name}"


def _input(channel: str, uri: str, kind: str = "S3Prefix") -> dict[str, Any]:
    return {
        "InputName": channel,
        "S3Input": {
            "S3Uri": uri,
            "LocalPath": f"{_INPUT}/{channel}",
            "S3DataType": kind,
            "S3InputMode": "File",
        },
    }


def _put_scripts() -> str:
    """Put the scripts where the job finds them, each version in its own folder."""
    here = Path(__file__).parent
    texts = {script: (here / f"{script}.py").read_bytes() for script in _SCRIPTS}
    version = hashlib.sha256(b"".join(texts.values())).hexdigest()[:12]
    folder = f"{CONFIG['folder']}/code/{version}/"
    for script, text in texts.items():
        key = f"{folder}components/functions/{script}.py"
        boto3.client("s3").put_object(Bucket=CONFIG["bucket"], Key=key, Body=text)
    return f"s3://{CONFIG['bucket']}/{folder}"


def _put(key: str, content: object, *, parent: bool = False) -> str:
    body = json.dumps(content).encode()
    boto3.client("s3").put_object(Bucket=CONFIG["bucket"], Key=key, Body=body)
    return f"s3://{CONFIG['bucket']}/{key.rpartition('/')[0] + '/' if parent else key}"


def _keys(bucket: str, prefix: str) -> Iterator[str]:
    pages = boto3.client("s3").get_paginator("list_objects_v2")
    for page in pages.paginate(Bucket=bucket, Prefix=prefix):
        yield from (o["Key"] for o in page.get("Contents", []) if not o["Key"].endswith("/"))


def _count(dimensions: dict[str, str] | None = None, **values: float) -> None:
    named = {"Source": CONFIG["name"], **(dimensions or {})}
    boto3.client("cloudwatch").put_metric_data(
        Namespace=CONFIG["namespace"],
        MetricData=[
            {
                "MetricName": metric,
                "Value": value,
                "Dimensions": [{"Name": k, "Value": v} for k, v in named.items()],
            }
            for metric, value in values.items()
        ],
    )
