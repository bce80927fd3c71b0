"""Job defaults: what a job needs to be accepted, in the forms that people and SDKs read.

Both are plain data whose values may be Outputs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from components.parts.common.instance_types import has_local_disk
from components.parts.persona.scope import SCRATCH
from components.parts.training.role import CHECKPOINTS, RESULTS

SDK_CONFIG_KEY = "config/sagemaker.yaml"
"""Where in the artifacts zone the defaults of the SageMaker Python SDK lie."""


@dataclass(frozen=True)
class JobDefaults:
    """What a job gets when nobody says otherwise."""

    prefix: str
    tags: Mapping[str, str]
    role_arn: pulumi.Input[str]
    artifacts_bucket: pulumi.Input[str]
    kms_key_arn: pulumi.Input[str]
    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]
    instance_types: Sequence[str]
    instance_type: str
    volume_gib: int
    max_runtime_hours: int
    spot: bool
    spot_max_wait_hours: int
    keep_alive_minutes: int
    encrypted_between_containers: bool
    sdk_config: bool
    training_plan_arn: str | None = None

    def folder(self, path: str) -> pulumi.Output[str]:
        """URI of a folder of the artifacts zone."""
        return pulumi.Output.concat("s3://", self.artifacts_bucket, "/", path)

    @property
    def vpc_config(self) -> dict[str, Any]:
        """Network of jobs, in the words of SageMaker."""
        return {"Subnets": self.subnet_ids, "SecurityGroupIds": [self.security_group_id]}

    @property
    def tag_list(self) -> list[dict[str, str]]:
        """Tags in the words of SageMaker."""
        return [{"Key": key, "Value": value} for key, value in sorted(self.tags.items())]


def parameter(defaults: JobDefaults) -> dict[str, Any]:
    """The defaults for whoever calls the API.

    `TrainingJob` and `ProcessingJob` are parts of a `CreateTrainingJob` and `CreateProcessingJob`
    request. A checkpoint folder is not among them: jobs that shared one would resume each other.
    """
    resources = dict[str, Any](
        InstanceType=defaults.instance_type, InstanceCount=1, VolumeSizeInGB=defaults.volume_gib
    )
    if not has_local_disk(defaults.instance_type):
        resources["VolumeKmsKeyId"] = defaults.kms_key_arn
    stopping = {"MaxRuntimeInSeconds": defaults.max_runtime_hours * 3600}
    training = dict[str, Any](
        RoleArn=defaults.role_arn,
        OutputDataConfig={
            "S3OutputPath": defaults.folder(RESULTS),
            "KmsKeyId": defaults.kms_key_arn,
        },
        ResourceConfig=resources,
        VpcConfig=defaults.vpc_config,
        StoppingCondition=stopping,
        EnableManagedSpotTraining=defaults.spot,
        EnableInterContainerTrafficEncryption=defaults.encrypted_between_containers,
        Tags=defaults.tag_list,
    )
    if defaults.spot:
        wait = {"MaxWaitTimeInSeconds": defaults.spot_max_wait_hours * 3600}
        training["StoppingCondition"] = {**stopping, **wait}
    # Only training jobs know these two.
    own = dict[str, Any](resources)
    if defaults.keep_alive_minutes:
        own["KeepAlivePeriodInSeconds"] = defaults.keep_alive_minutes * 60
    if defaults.training_plan_arn is not None:
        own["TrainingPlanArn"] = defaults.training_plan_arn
    training["ResourceConfig"] = own
    return {
        "JobNamePrefix": f"{defaults.prefix}-",
        "AllowedInstanceTypes": list(defaults.instance_types),
        "CheckpointS3Prefix": defaults.folder(CHECKPOINTS),
        **({"SdkConfig": defaults.folder(SDK_CONFIG_KEY)} if defaults.sdk_config else {}),
        "TrainingJob": training,
        "ProcessingJob": {
            "RoleArn": defaults.role_arn,
            "ProcessingResources": {"ClusterConfig": resources},
            "NetworkConfig": {
                "VpcConfig": defaults.vpc_config,
                "EnableInterContainerTrafficEncryption": defaults.encrypted_between_containers,
            },
            "StoppingCondition": stopping,
            "Tags": defaults.tag_list,
        },
    }


def sdk_config(defaults: JobDefaults) -> dict[str, Any]:
    """The defaults in the schema of the SageMaker Python SDK, version 1.0.

    It has no place for machines, run time and spot; those are arguments of an estimator.
    """
    key = defaults.kms_key_arn
    encrypted = defaults.encrypted_between_containers
    tags = defaults.tag_list
    network = {
        "EnableInterContainerTrafficEncryption": encrypted,
        "VpcConfig": defaults.vpc_config,
    }
    return {
        "SchemaVersion": "1.0",
        "SageMaker": {
            "PythonSDK": {
                "Modules": {
                    "Session": {
                        "DefaultS3Bucket": defaults.artifacts_bucket,
                        "DefaultS3ObjectKeyPrefix": SCRATCH.rstrip("/"),
                    },
                    "RemoteFunction": {
                        **network,
                        "InstanceType": defaults.instance_type,
                        "RoleArn": defaults.role_arn,
                        "S3KmsKeyId": key,
                        "S3RootUri": defaults.folder(SCRATCH.rstrip("/")),
                        "Tags": tags,
                        **(
                            {}
                            if has_local_disk(defaults.instance_type)
                            else {"VolumeKmsKeyId": key}
                        ),
                    },
                }
            },
            "TrainingJob": {
                **network,
                "OutputDataConfig": {"KmsKeyId": key},
                "ResourceConfig": {"VolumeKmsKeyId": key},
                "RoleArn": defaults.role_arn,
                "Tags": tags,
            },
            "ProcessingJob": {
                "NetworkConfig": network,
                "ProcessingOutputConfig": {"KmsKeyId": key},
                "ProcessingResources": {"ClusterConfig": {"VolumeKmsKeyId": key}},
                "RoleArn": defaults.role_arn,
                "Tags": tags,
            },
            "TransformJob": {
                "TransformOutput": {"KmsKeyId": key},
                "TransformResources": {"VolumeKmsKeyId": key},
                "Tags": tags,
            },
            "Model": {"VpcConfig": defaults.vpc_config, "Tags": tags},
            # IAM lets an ML engineer deploy only what is tagged as the team's.
            "EndpointConfig": {"Tags": tags},
            "Endpoint": {"Tags": tags},
        },
    }
