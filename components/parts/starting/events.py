"""Events that start training: new objects in a zone, and alarms that mean drift."""

from collections.abc import Sequence
from typing import Any

import pulumi

from components.parts.starting.settings import NewDataSettings


def new_object_pattern(bucket: pulumi.Input[str], data: NewDataSettings) -> dict[str, Any]:
    """Match objects that are complete in `bucket`, whatever request created them.

    S3 User Guide, "EventBridge event message structure".
    """
    start, end = data.get("key_prefix", ""), data.get("key_suffix", "")
    detail: dict[str, Any] = {"bucket": {"name": [bucket]}}
    if start or end:
        detail["object"] = {"key": [{"wildcard": f"{start}*{end}"}]}
    return {"source": ["aws.s3"], "detail-type": ["Object Created"], "detail": detail}


def drift_pattern(alarm_prefixes: Sequence[pulumi.Input[str]]) -> dict[str, Any]:
    """Match alarms of such names at the moment they go off.

    CloudWatch User Guide, "Alarm events and EventBridge".
    """
    return {
        "source": ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        "detail": {
            "alarmName": [{"prefix": prefix} for prefix in alarm_prefixes],
            "state": {"value": ["ALARM"]},
        },
    }
