"""What rules on training share: the SageMaker jobs that a stack declares, in whatever form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policies.pipelines import PIPELINE, steps
from policies.props import Props

TRAINING_JOB = "aws:sagemaker/trainingJob:TrainingJob"
TUNING_JOB = "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob"
PROCESSING_JOB = "aws-native:sagemaker:ProcessingJob"

JOBS = (TRAINING_JOB, TUNING_JOB, PROCESSING_JOB, PIPELINE)
"""Types that declare jobs."""

_PROCESSING_STEPS = ("Processing", "QualityCheck", "ClarifyCheck")


@dataclass(frozen=True)
class Job:
    """One job, or the jobs that one tuning makes."""

    where: str
    """What a message about it starts with: empty for a resource, `step Train: ` in a pipeline."""

    inputs: Props
    """What the job is started with, by the SDK's names."""

    processing: bool = False
    """Whether it processes data; otherwise it trains."""

    @property
    def network(self) -> Props:
        """What says where it runs: `vpcConfig`, `enableInterContainerTrafficEncryption`."""
        return self.inputs.object("networkConfig") if self.processing else self.inputs

    @property
    def machines(self) -> Props:
        """What it runs on: `instanceType`, `instanceCount`, `volumeKmsKeyId`."""
        if self.processing:
            return self.inputs.object("processingResources").object("clusterConfig")
        tuned = "hyperParameterTuningResourceConfig"
        return self.inputs.object(tuned if tuned in self.inputs else "resourceConfig")

    @property
    def output(self) -> Props:
        """What says how its results are stored: `kmsKeyId`."""
        return self.inputs.object(
            "processingOutputConfig" if self.processing else "outputDataConfig"
        )

    def called(self, key: str) -> str:
        """How the author of the job writes an input: `vpc_config`, in a pipeline `VpcConfig`."""
        if self.where:
            return key[0].upper() + key[1:]
        return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", key)


def jobs(props: Props) -> Iterator[Job]:
    """Jobs that a resource of one of the types in `JOBS` declares."""
    kind = props.resource.type
    if kind == PIPELINE:
        for step in steps(props):
            yield from _jobs_of_step(step)
    elif kind == TUNING_JOB:
        yield from _tuned("", props)
    else:
        yield Job("", props, processing=kind == PROCESSING_JOB)


def _jobs_of_step(step: Props) -> Iterator[Job]:
    where = f"step {step['name']}: "
    kind = step["type"]
    if kind == "Training":
        yield Job(where, step.object("arguments"))
    elif kind == "Tuning":
        yield from _tuned(where, step.object("arguments"))
    elif kind in _PROCESSING_STEPS:
        yield Job(where, step.object("arguments"), processing=True)


def _tuned(where: str, tuning: Props) -> Iterator[Job]:
    if "trainingJobDefinition" in tuning:
        yield Job(where, tuning.object("trainingJobDefinition"))
    for definition in tuning.objects("trainingJobDefinitions"):
        yield Job(where, definition)
