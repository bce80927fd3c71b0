"""What a job on the GPU queue is, unless whoever submits it says otherwise."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.json_text import json_text
from components.parts.common.ecr_image import EcrImage
from components.parts.gpu.settings import (
    DEFAULT_GPUS,
    DEFAULT_MEMORY_MIB,
    DEFAULT_NODES,
    DEFAULT_TIMEOUT_HOURS,
    DEFAULT_VCPUS,
    GpuQueueSettings,
)

_AWS_IMAGES_ACCOUNT = "763104351884"
_AWS_REPOSITORY = "pytorch-training"
_AWS_TAG = "2.5.1-gpu-py311-cu124-ubuntu22.04-ec2"

_ATTEMPTS = 5
_LINUX = {"initProcessEnabled": True}


def gpu_job_definition(
    name: str,
    args: GpuQueueSettings,
    scope: AwsScope,
    parent: pulumi.ComponentResource,
    *,
    role_arn: pulumi.Input[str],
    log_group: pulumi.Input[str],
    after: Sequence[pulumi.Resource],
) -> aws.batch.JobDefinition:
    """Declare the job definition; it prints the GPU until a command is given."""
    return _definition(
        name,
        args,
        type="container",
        container_properties=json_text(_container(args, scope, role_arn, log_group)),
        opts=pulumi.ResourceOptions(parent=parent, depends_on=after),
    )


def multi_node_definition(
    name: str,
    args: GpuQueueSettings,
    scope: AwsScope,
    parent: pulumi.ComponentResource,
    *,
    role_arn: pulumi.Input[str],
    log_group: pulumi.Input[str],
    interfaces: int,
    after: Sequence[pulumi.Resource],
) -> aws.batch.JobDefinition:
    """Declare the definition of jobs of several machines, which exchange data through EFA.

    Each container gets the devices of its machine's `interfaces`, and may lock memory for them
    (Batch guide, "Elastic Fabric Adapter").
    """
    container = _container(args, scope, role_arn, log_group)
    devices = [f"/dev/infiniband/uverbs{number}" for number in range(interfaces)]
    container["linuxParameters"] = {
        **_LINUX,
        "sharedMemorySize": _shared_memory(args),
        "devices": [
            {"hostPath": path, "containerPath": path, "permissions": ["READ", "WRITE", "MKNOD"]}
            for path in devices
        ],
    }
    container["ulimits"] = [{"name": "memlock", "softLimit": -1, "hardLimit": -1}]
    properties = {
        "mainNode": 0,
        "numNodes": args.get("nodes", DEFAULT_NODES),
        # To the last, however many a submission asks for.
        "nodeRangeProperties": [{"targetNodes": "0:", "container": container}],
    }
    return _definition(
        name,
        args,
        type="multinode",
        node_properties=json_text(properties),
        opts=pulumi.ResourceOptions(parent=parent, depends_on=after),
    )


def _definition(
    name: str,
    args: GpuQueueSettings,
    *,
    type: str,
    opts: pulumi.ResourceOptions,
    container_properties: pulumi.Input[str] | None = None,
    node_properties: pulumi.Input[str] | None = None,
) -> aws.batch.JobDefinition:
    evaluate = aws.batch.JobDefinitionRetryStrategyEvaluateOnExitArgs
    hours = args.get("timeout_hours", DEFAULT_TIMEOUT_HOURS)
    return aws.batch.JobDefinition(
        name,
        type=type,
        platform_capabilities=["EC2"],
        propagate_tags=True,
        container_properties=container_properties,
        node_properties=node_properties,
        retry_strategy=aws.batch.JobDefinitionRetryStrategyArgs(
            attempts=_ATTEMPTS,
            # Spot reclaims the host; anything else is the job's own failure.
            evaluate_on_exits=[
                evaluate(action="RETRY", on_status_reason="Host EC2*"),
                evaluate(action="EXIT", on_reason="*"),
            ],
        ),
        timeout=aws.batch.JobDefinitionTimeoutArgs(attempt_duration_seconds=hours * 3600),
        opts=opts,
    )


def _container(
    args: GpuQueueSettings,
    scope: AwsScope,
    role_arn: pulumi.Input[str],
    log_group: pulumi.Input[str],
) -> dict[str, object]:
    requirements = {
        "GPU": args.get("gpus", DEFAULT_GPUS),
        "MEMORY": args.get("memory_mib", DEFAULT_MEMORY_MIB),
        "VCPU": args.get("vcpus", DEFAULT_VCPUS),
    }
    return {
        "image": _image(args, scope),
        "command": ["nvidia-smi"],
        "jobRoleArn": role_arn,
        "resourceRequirements": [
            {"type": kind, "value": str(value)} for kind, value in requirements.items()
        ],
        "privileged": False,
        "linuxParameters": {**_LINUX, "sharedMemorySize": _shared_memory(args)},
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": log_group,
                "awslogs-region": scope.region,
                "awslogs-stream-prefix": "job",
            },
        },
    }


def _shared_memory(args: GpuQueueSettings) -> int:
    """Data loaders pass batches through shared memory, of which Docker gives 64 MiB."""
    return max(1, args.get("memory_mib", DEFAULT_MEMORY_MIB) // 2)


def pulled_repositories(
    args: GpuQueueSettings, prefix: str, scope: AwsScope
) -> list[pulumi.Input[str]]:
    """ARNs to pull from: that of the image, and those of the stack for other jobs."""
    own: list[pulumi.Input[str]] = [
        scope.arn("ecr", f"repository/{prefix}-*"),
        scope.arn("ecr", f"repository/{prefix}/*"),
    ]
    image = args.get("image")
    if image is None:
        parts = ("arn:", scope.partition, ":ecr:", scope.region, f":{_AWS_IMAGES_ACCOUNT}")
        return [pulumi.Output.concat(*parts, f":repository/{_AWS_REPOSITORY}"), *own]
    in_ecr = EcrImage.of(image)
    return [scope.partition.apply(in_ecr.repository_arn), *own] if in_ecr else own


def _image(args: GpuQueueSettings, scope: AwsScope) -> pulumi.Input[str]:
    image = args.get("image")
    if image is not None:
        return image
    host = (f"{_AWS_IMAGES_ACCOUNT}.dkr.ecr.", scope.region, ".amazonaws.com")
    return pulumi.Output.concat(*host, f"/{_AWS_REPOSITORY}:{_AWS_TAG}")
