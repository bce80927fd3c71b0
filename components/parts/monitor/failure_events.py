"""Event rules that report what failed in a stack: jobs, pipelines of them, and endpoints."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.aws_scope import AwsScope
from components.parts.common.told_events import tell_of_events


@dataclass(frozen=True)
class Failure:
    """One kind of event worth a message: how to recognise it and what to say."""

    source: str
    detail_type: str
    name: str
    """Field of the event that holds the name of what failed."""

    status: str
    """Field that holds its state."""

    failed: tuple[str, ...]
    """States to report, in any case: SageMaker writes `Failed` for jobs, `FAILED` for endpoints."""

    why: str
    """Command that says why it failed."""

    key: str
    """Field of the event that the command asks by, as `<key>`."""

    belongs: str = ""
    """Field that ties the event to the stack by its prefix. Empty: the name."""

    @property
    def paths(self) -> dict[str, str]:
        """Where in the event stands what its sentence names."""
        return {
            "name": f"$.detail.{self.name}",
            "status": f"$.detail.{self.status}",
            "key": f"$.detail.{self.key}",
            "time": "$.time",
            "region": "$.region",
        }

    @property
    def sentence(self) -> str:
        """What to say after whose work of which kind it is."""
        return f"<name> is <status> at <time> in <region>. Why: {self.why}"

    belongs_to: tuple[str, str] = ("", "")
    """Service and kind of the ARN in that field."""


def _job(kind: str) -> Failure:
    job = kind.lower()
    return Failure(
        source="aws.sagemaker",
        detail_type=f"SageMaker {kind} Job State Change",
        name=f"{kind}JobName",
        status=f"{kind}JobStatus",
        failed=("Failed",),
        why=f"aws sagemaker describe-{job}-job --{job}-job-name <key>",
        key=f"{kind}JobName",
    )


FAILURES: Mapping[str, Failure] = {
    "training": _job("Training"),
    "processing": _job("Processing"),
    "transform": _job("Transform"),
    "batch": Failure(
        source="aws.batch",
        detail_type="Batch Job State Change",
        name="jobName",
        status="status",
        failed=("FAILED",),
        why="aws batch describe-jobs --jobs <key>",
        key="jobId",
        belongs="jobQueue",
        belongs_to=("batch", "job-queue"),
    ),
    "endpoint": Failure(
        source="aws.sagemaker",
        detail_type="SageMaker Endpoint State Change",
        name="EndpointName",
        status="EndpointStatus",
        failed=(
            *("Failed", "RollingBack", "ROLLING_BACK"),
            *("UpdateRollbackFailed", "UPDATE_ROLLBACK_FAILED"),
        ),
        why="aws sagemaker describe-endpoint --endpoint-name <key>",
        key="EndpointName",
    ),
}
"""By the name of its rule, each kind of failure (SageMaker and Batch guides, "EventBridge")."""

PIPELINE = Failure(
    source="aws.sagemaker",
    detail_type="SageMaker Model Building Pipeline Execution Status Change",
    name="pipelineArn",
    status="currentPipelineExecutionStatus",
    failed=("Failed",),
    why="aws sagemaker list-pipeline-execution-steps --pipeline-execution-arn <key>",
    key="pipelineExecutionArn",
    belongs="pipelineArn",
    belongs_to=("sagemaker", "pipeline"),
)
"""The failure that whoever has a pipeline reports (SageMaker guide, "Pipeline execution state")."""


def report_failures(
    name: str, prefix: str, topic_arn: pulumi.Input[str], parent: pulumi.ComponentResource
) -> dict[str, pulumi.Output[str]]:
    """Declare a rule for each kind of failure in the stack; return the names of the rules."""
    return {
        kind: report_failure(name, kind, failure, prefix, topic_arn, parent)
        for kind, failure in FAILURES.items()
    }


def report_failure(
    name: str,
    kind: str,
    failure: Failure,
    prefix: str,
    topic_arn: pulumi.Input[str],
    parent: pulumi.ComponentResource,
) -> pulumi.Output[str]:
    """Declare a rule for one kind of failure in the stack; return its name."""
    # A job in a queue may have any name, but its queue is one of this stack's.
    start: pulumi.Input[str] = f"{prefix}-"
    if failure.belongs:
        service, resource = failure.belongs_to
        start = AwsScope.of(parent).arn(service, f"{resource}/{prefix}-")
    return tell_of_events(
        f"{name}-{kind}-failed",
        f"Failed {kind} work of {prefix}",
        {
            "source": [failure.source],
            "detail-type": [failure.detail_type],
            "detail": {
                failure.belongs or failure.name: [{"prefix": start}],
                failure.status: [{"equals-ignore-case": s} for s in failure.failed],
            },
        },
        paths=failure.paths,
        # Without the reason itself, which has quotes and line ends.
        sentence=f"{prefix}: {kind} {failure.sentence}",
        topic_arn=topic_arn,
        parent=parent,
        # A rule's name holds 64 characters; with its random end, the logical name may not fit.
        rule_name=f"{prefix}-{kind}-failed",
    )
