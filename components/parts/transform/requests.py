"""What the function is told that starts a batch inference."""

from typing import Any

import pulumi

from components.json_text import json_text
from components.parts.common.instance_types import has_local_disk
from components.parts.transform import settings as defaults
from components.parts.transform.settings import BatchInferenceSettings, by_line, joins_input


def wanted(
    args: BatchInferenceSettings,
    *,
    name: str,
    group_arn: pulumi.Input[str],
    input_bucket: pulumi.Input[str],
    output: pulumi.Input[str],
    role_arn: pulumi.Input[str],
    subnet_ids: pulumi.Input[list[str]],
    security_group_id: pulumi.Input[str],
    kms_key_arn: pulumi.Input[str],
    tags: dict[str, str],
) -> pulumi.Output[str]:
    """JSON that `components/functions/infer_batch.py` reads: names, and two requests to fill."""
    content_type = args.get("content_type", defaults.DEFAULT_CONTENT_TYPE)
    instance_type = args.get("instance_type", defaults.DEFAULT_INSTANCE_TYPE)
    resources: dict[str, Any] = {
        "InstanceType": instance_type,
        "InstanceCount": args.get("instance_count", defaults.DEFAULT_INSTANCE_COUNT),
    }
    if not has_local_disk(instance_type):
        resources["VolumeKmsKeyId"] = kms_key_arn
    lines = by_line(args)
    job: dict[str, Any] = {
        "BatchStrategy": args.get("strategy", defaults.Strategy.MULTI_RECORD),
        "MaxPayloadInMB": args.get("max_payload_mb", defaults.DEFAULT_PAYLOAD_MB),
        "TransformInput": {
            "ContentType": content_type,
            "SplitType": "Line" if lines else "None",
        },
        "TransformOutput": {
            "Accept": content_type,
            "AssembleWith": "Line" if lines else "None",
            "KmsKeyId": kms_key_arn,
        },
        "TransformResources": resources,
    }
    if joins_input(args):
        job["DataProcessing"] = {"JoinSource": "Input"}
    return json_text(
        {
            "name": name,
            "group": group_arn,
            "version": args.get("version"),
            "input_bucket": input_bucket,
            "input_prefix": args["input"]["prefix"],
            "output": output,
            "tags": [{"Key": key, "Value": value} for key, value in sorted(tags.items())],
            "CreateModel": {
                "ExecutionRoleArn": role_arn,
                "EnableNetworkIsolation": True,
                "VpcConfig": {"Subnets": subnet_ids, "SecurityGroupIds": [security_group_id]},
            },
            "CreateTransformJob": job,
        }
    )
