"""Start a batch inference with the newest approved version, or a named one, and tidy up."""

import json
import logging
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from botocore.exceptions import ClientError

LOG = logging.getLogger(__name__)

DATE = "{date}"

Settings = dict[str, Any]


class StillRunningError(Exception):
    """The run before has not ended; raised so that this one is tried again, and then kept."""


def handler(event: Settings, _context: object) -> str:
    """Start a run on a schedule; delete its model on the event that it has ended."""
    wanted: Settings = json.loads(os.environ["WANTED"])
    if event.get("detail-type") == "SageMaker Transform Job State Change":
        answer = _tidy(event["detail"]["TransformJobName"])
    else:
        answer = _start(wanted, datetime.fromisoformat(event["time"]).astimezone(UTC))
    LOG.info("%s", answer)
    return answer


def _start(wanted: Settings, now: datetime) -> str:
    sagemaker: Any = boto3.client("sagemaker")
    name = f"{wanted['name']}-{now:%Y%m%d%H%M}"
    prefix = wanted["input_prefix"].replace(DATE, f"{now - timedelta(days=1):%Y-%m-%d}")
    listed: Any = boto3.client("s3").list_objects_v2(
        Bucket=wanted["input_bucket"], Prefix=prefix, MaxKeys=1
    )
    if not listed.get("Contents"):
        return f"nothing lies in s3://{wanted['input_bucket']}/{prefix}"
    package = _package(sagemaker, wanted)
    if package is None:
        return f"no version of {wanted['group']} is approved yet"
    running = _running(sagemaker, wanted["name"])
    if name in running:
        return f"{name} was started before"
    if running:
        raise StillRunningError(f"{running[0]} is still running, so {name} has to wait")
    _unless_there(
        sagemaker.create_model,
        **wanted["CreateModel"],
        ModelName=name,
        PrimaryContainer={"ModelPackageName": package},
        Tags=wanted["tags"],
    )
    job: Settings = wanted["CreateTransformJob"]
    source = {"S3DataType": "S3Prefix", "S3Uri": f"s3://{wanted['input_bucket']}/{prefix}"}
    output = f"{wanted['output']}run_date={now:%Y-%m-%d}/"
    _unless_there(
        sagemaker.create_transform_job,
        **{
            **job,
            "TransformInput": {**job["TransformInput"], "DataSource": {"S3DataSource": source}},
            "TransformOutput": {**job["TransformOutput"], "S3OutputPath": output},
        },
        TransformJobName=name,
        ModelName=name,
        Tags=wanted["tags"],
    )
    return f"started {name} with {package}"


def _tidy(name: str) -> str:
    """Delete the model of a run that has ended; its version stays in the registry."""
    try:
        boto3.client("sagemaker").delete_model(ModelName=name)
    except ClientError as error:
        if "Could not find" not in str(error):
            raise
    return f"{name} has ended"


def _package(sagemaker: Any, wanted: Settings) -> str | None:
    """ARN of the version that predicts."""
    group: str = wanted["group"]
    if wanted["version"] is not None:
        arn = f"{group.replace(':model-package-group/', ':model-package/')}/{wanted['version']}"
        found = sagemaker.describe_model_package(ModelPackageName=arn)
        if found["ModelApprovalStatus"] != "Approved":
            raise RuntimeError(
                f"version: must be approved, got {wanted['version']}, "
                f"which is {found['ModelApprovalStatus']}"
            )
        return arn
    pages = sagemaker.get_paginator("list_model_packages").paginate(
        ModelPackageGroupName=group, ModelApprovalStatus="Approved"
    )
    found = [p for page in pages for p in page["ModelPackageSummaryList"]]
    usable = [p for p in found if p["ModelPackageStatus"] == "Completed"]
    newest = max(usable, key=lambda p: int(p["ModelPackageVersion"]), default=None)
    return None if newest is None else newest["ModelPackageArn"]


def _running(sagemaker: Any, name: str) -> list[str]:
    pages = sagemaker.get_paginator("list_transform_jobs").paginate(
        NameContains=f"{name}-", StatusEquals="InProgress"
    )
    names = [job["TransformJobName"] for page in pages for job in page["TransformJobSummaries"]]
    # Another batch's name may start alike: after ours, only the time follows.
    return [n for n in names if n.removeprefix(f"{name}-").isdecimal()]


def _unless_there(create: Any, **request: Any) -> None:
    """Create it; the event may come twice, or a run that failed halfway be tried again."""
    try:
        create(**request)
    except ClientError as error:
        there = error.response["Error"]["Code"] == "ResourceInUse"
        if not there and "already existing" not in str(error):
            raise
