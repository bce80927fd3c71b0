"""What the shipped pipelines are written with: steps as requests of the SageMaker API.

Runs in the authoring environment. The SDK's pipeline, parameters, conditions, references and
retries are used as they are. Its job classes are not: they need an account, and upload code while a
definition is written. A step here takes the request that SageMaker makes, word for word as the API
reference has it.

`${…}` in a definition is a placeholder; the component `TrainingPipeline` fills it in per stack.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sagemaker.core.workflow.execution_variables import ExecutionVariables
from sagemaker.core.workflow.functions import Join
from sagemaker.core.workflow.parameters import ParameterFloat, ParameterInteger, ParameterString
from sagemaker.core.workflow.properties import Properties, PropertyFile
from sagemaker.mlops.workflow.retry import (
    SageMakerJobExceptionTypeEnum,
    SageMakerJobStepRetryPolicy,
    StepExceptionTypeEnum,
    StepRetryPolicy,
)
from sagemaker.mlops.workflow.steps import CacheConfig, ConfigurableRetryStep, StepTypeEnum

ROLE = "${role_arn}"
KEY = "${kms_key_arn}"
CODE = "${code_uri}"
GROUP = "${model_group}"
TAGS = ["${tags}"]
VPC = {"SecurityGroupIds": ["${security_group_id}"], "Subnets": ["${subnet_ids}"]}
RESULTS = "s3://${artifacts_bucket}/training/${pipeline_name}"

BASELINE = "baseline/baseline.csv"
"""What the evaluation writes for the model monitor: an output of its job, and the file in it."""

EVALUATION = PropertyFile(name="evaluation", output_name="evaluation", path="evaluation.json")

INPUT = ParameterString("InputDataUri", default_value="s3://${curated_bucket}/training/")
LABEL = ParameterString("LabelColumn", default_value="label")
RUNTIME = ParameterInteger("MaxRuntimeInSeconds", default_value=3600)
PROCESSING = ParameterString("ProcessingInstanceType", default_value="ml.m5.xlarge")
EVALUATING = ParameterString("EvaluationInstanceType", default_value="ml.m5.xlarge")
INSTANCES = ParameterInteger("TrainingInstanceCount", default_value=1)
LEAST = ParameterFloat("MinimumMetric", default_value=0.7)
BETTER_BY = ParameterFloat("MinimumImprovement", default_value=0.0)
TUNING_JOBS = ParameterInteger("TuningMaxJobs", default_value=10)
TUNING_PARALLEL = ParameterInteger("TuningParallelJobs", default_value=2)

_ANSWERS = {
    StepTypeEnum.PROCESSING: ["DescribeProcessingJobResponse"],
    StepTypeEnum.TRAINING: ["DescribeTrainingJobResponse"],
    StepTypeEnum.TUNING: [
        "DescribeHyperParameterTuningJobResponse",
        "ListTrainingJobsForHyperParameterTuningJobResponse",
    ],
    StepTypeEnum.REGISTER_MODEL: ["DescribeModelPackageOutput"],
}


class RequestStep(ConfigurableRetryStep):
    """A step that sends `request`; `cached` lets the stack turn caching on for it."""

    def __init__(
        self,
        name: str,
        kind: StepTypeEnum,
        request: Mapping[str, Any],
        *,
        cached: bool = False,
        files: Sequence[PropertyFile] = (),
        after: Sequence[str] = (),
    ) -> None:
        # Registering starts no job, and takes no policy about jobs.
        policies = _retries(jobs=kind is not StepTypeEnum.REGISTER_MODEL)
        super().__init__(name, kind, depends_on=list(after) or None, retry_policies=policies)
        self._request = dict(request)
        self._cached = cached
        self._files = files
        self.properties_ = Properties(step_name=name, step=self, shape_names=_ANSWERS[kind])

    @property
    def arguments(self) -> dict[str, Any]:
        """The request."""
        return self._request

    @property
    def properties(self) -> Properties:
        """What the service answers about the job, for later steps to refer to."""
        return self.properties_

    def to_request(self) -> dict[str, Any]:
        """The step as the definition has it."""
        step = super().to_request()
        if self._cached:
            step |= CacheConfig(enable_caching=False, expire_after="PT24H").config
        if self._files:
            step["PropertyFiles"] = [file.expr for file in self._files]
        return step


def _retries(*, jobs: bool) -> list[StepRetryPolicy | SageMakerJobStepRetryPolicy]:
    faults = [StepExceptionTypeEnum.SERVICE_FAULT, StepExceptionTypeEnum.THROTTLING]
    policies = [StepRetryPolicy(faults, interval_seconds=30, max_attempts=3)]
    if jobs:
        lost = [
            SageMakerJobExceptionTypeEnum.INTERNAL_ERROR,
            SageMakerJobExceptionTypeEnum.CAPACITY_ERROR,
            SageMakerJobExceptionTypeEnum.RESOURCE_LIMIT,
        ]
        policies.append(SageMakerJobStepRetryPolicy(lost, interval_seconds=300, max_attempts=3))
    return policies


def processing(
    script: str,
    image: str,
    machine: ParameterString,
    *,
    inputs: Mapping[str, object],
    outputs: Sequence[str],
    environment: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """Return a request that runs `script` of the code folder on `inputs`, by channel."""
    root = "/opt/ml/processing"
    channels = {"code": CODE, **inputs}
    return {
        "RoleArn": ROLE,
        "AppSpecification": {
            "ImageUri": image,
            "ContainerEntrypoint": ["python3", f"{root}/input/code/{script}"],
        },
        "Environment": dict(environment or {}),
        "ProcessingInputs": [
            {
                "InputName": name,
                "S3Input": {
                    "S3Uri": uri,
                    "LocalPath": f"{root}/input/{name}",
                    "S3DataType": "S3Prefix",
                    "S3InputMode": "File",
                },
            }
            for name, uri in channels.items()
        ],
        "ProcessingOutputConfig": {
            "KmsKeyId": KEY,
            "Outputs": [
                {
                    "OutputName": name,
                    "S3Output": {
                        "S3Uri": of_execution(name),
                        "LocalPath": f"{root}/output/{name}",
                        "S3UploadMode": "EndOfJob",
                    },
                }
                for name in outputs
            ],
        },
        "ProcessingResources": {
            "ClusterConfig": {
                "InstanceCount": 1,
                "InstanceType": machine,
                "VolumeSizeInGB": 30,
                "VolumeKmsKeyId": KEY,
            }
        },
        "NetworkConfig": {"EnableInterContainerTrafficEncryption": True, "VpcConfig": VPC},
        "StoppingCondition": {"MaxRuntimeInSeconds": RUNTIME},
        "Tags": TAGS,
    }


def channel(
    name: str, uri: object, content_type: str = "text/csv", *, sharded: bool = False
) -> dict[str, Any]:
    """Return one input of a training job, of which each machine gets all or, `sharded`, a part."""
    return {
        "ChannelName": name,
        "ContentType": content_type,
        "DataSource": {
            "S3DataSource": {
                "S3DataType": "S3Prefix",
                "S3Uri": uri,
                "S3DataDistributionType": "ShardedByS3Key" if sharded else "FullyReplicated",
            }
        },
    }


def job(machine: ParameterString, channels: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what training jobs and the jobs of a tuning have in common."""
    return {
        "RoleArn": ROLE,
        "InputDataConfig": list(channels),
        "OutputDataConfig": {"S3OutputPath": f"{RESULTS}/models", "KmsKeyId": KEY},
        "ResourceConfig": {
            "InstanceCount": INSTANCES,
            "InstanceType": machine,
            "VolumeSizeInGB": 50,
            "VolumeKmsKeyId": KEY,
        },
        "VpcConfig": VPC,
        "EnableInterContainerTrafficEncryption": True,
        "StoppingCondition": {"MaxRuntimeInSeconds": RUNTIME},
    }


def tuning(
    metric: str,
    ranges: Mapping[str, Any],
    fixed: Mapping[str, str],
    definition: Mapping[str, Any],
) -> dict[str, Any]:
    """Return a request that trains over `ranges` and keeps what does best on `metric`."""
    return {
        "HyperParameterTuningJobConfig": {
            "Strategy": "Bayesian",
            "HyperParameterTuningJobObjective": {"Type": "Maximize", "MetricName": metric},
            "ResourceLimits": {
                "MaxNumberOfTrainingJobs": TUNING_JOBS,
                "MaxParallelTrainingJobs": TUNING_PARALLEL,
            },
            "ParameterRanges": dict(ranges),
            "TrainingJobEarlyStoppingType": "Auto",
        },
        "TrainingJobDefinition": {"StaticHyperParameters": dict(fixed), **definition},
        "Tags": TAGS,
    }


def best_model(step: RequestStep) -> Join:
    """URI of the model of the best job of a tuning."""
    best = step.properties.BestTrainingJob.TrainingJobName
    return Join(on="/", values=[f"{RESULTS}/models", best, "output/model.tar.gz"])


def version(
    image: str,
    model: object,
    *,
    machines: Sequence[str],
    environment: Mapping[str, str],
    baseline: object = None,
) -> dict[str, Any]:
    """Return a request that registers `model`; a person approves it, never the pipeline.

    `baseline` is the URI of the CSV that a model monitor compares with what the model is asked.
    """
    request = {
        "ModelPackageGroupName": GROUP,
        "ModelApprovalStatus": "PendingManualApproval",
        "InferenceSpecification": {
            "Containers": [
                {"Image": image, "ModelDataUrl": model, "Environment": dict(environment)}
            ],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
            "SupportedRealtimeInferenceInstanceTypes": list(machines),
            "SupportedTransformInstanceTypes": list(machines),
        },
        "ModelMetrics": {
            "ModelQuality": {
                "Statistics": {
                    "ContentType": "application/json",
                    "S3Uri": of_execution("evaluation/evaluation.json"),
                }
            }
        },
        "MetadataProperties": {"GeneratedBy": ExecutionVariables.PIPELINE_EXECUTION_ARN},
        "CustomerMetadataProperties": {
            "TrainingData": INPUT,
            "PipelineExecution": ExecutionVariables.PIPELINE_EXECUTION_ID,
        },
    }
    if baseline is not None:
        source = {"ContentType": "text/csv", "S3Uri": baseline}
        request["DriftCheckBaselines"] = {"ModelDataQuality": {"Statistics": source}}
    return request


def of_execution(path: str) -> Join:
    """URI of what an execution writes, in a folder of its own."""
    return Join(on="/", values=[RESULTS, ExecutionVariables.PIPELINE_EXECUTION_ID, path])


def output_of(step: RequestStep, name: str) -> object:
    """URI of an output of a processing step."""
    return step.properties.ProcessingOutputConfig.Outputs[name].S3Output.S3Uri
