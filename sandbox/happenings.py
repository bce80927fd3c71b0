"""What happens in the sandbox's account that AWS would tell EventBridge of: done, and put in words.

moto changes what it is asked to, and tells nobody.
"""

from typing import Any

import boto3
from botocore.exceptions import ClientError

from sandbox.run_function import KEYS

Event = dict[str, Any]


class NotThere(Exception):
    """The account has nothing of that name; the message says what was looked for."""


class Happenings:
    """Things that happen in the account at `url`; each returns the event that AWS would send."""

    def __init__(self, url: str, region: str) -> None:
        self._place = {"endpoint_url": url, "region_name": region, **KEYS}

    def alarm(self, name: str) -> Event:
        """A metric alarm goes off (CloudWatch User Guide, "Alarm events and EventBridge")."""
        cloudwatch = self._client("cloudwatch")
        if not cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"]:
            raise NotThere(f"must be a metric alarm of the account, got {name!r}")
        reason = "set in the sandbox"
        cloudwatch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason=reason)
        state = {"value": "ALARM", "reason": reason}
        return _event(
            "aws.cloudwatch", "CloudWatch Alarm State Change", alarmName=name, state=state
        )

    def decision(self, arn: str, status: str) -> Event:
        """A person decides on a model version (SageMaker guide, "Model package state change")."""
        sagemaker = self._client("sagemaker")
        try:
            sagemaker.update_model_package(ModelPackageArn=arn, ModelApprovalStatus=status)
            about = sagemaker.describe_model_package(ModelPackageName=arn)
        except ClientError as error:
            raise NotThere(f"must be the ARN of a model version, got {arn!r}") from error
        return _event(
            "aws.sagemaker",
            "SageMaker Model Package State Change",
            ModelPackageGroupName=about["ModelPackageGroupName"],
            ModelPackageVersion=about["ModelPackageVersion"],
            ModelPackageArn=arn,
            ModelApprovalStatus=status,
        )

    def new_object(self, bucket: str, key: str, content: bytes = b"") -> Event:
        """An object comes into a bucket (S3 User Guide, "EventBridge event message structure")."""
        s3 = self._client("s3")
        try:
            s3.put_object(Bucket=bucket, Key=key, Body=content)
        except ClientError as error:
            raise NotThere(f"must be in a bucket of the account, got {bucket!r}") from error
        about = {"key": key, "size": len(content)}
        return _event("aws.s3", "Object Created", bucket={"name": bucket}, object=about)

    def _client(self, service: str) -> Any:
        make: Any = boto3.client
        return make(service, **self._place)


def _event(source: str, what: str, **detail: Any) -> Event:
    return {"source": source, "detail-type": what, "detail": detail}
