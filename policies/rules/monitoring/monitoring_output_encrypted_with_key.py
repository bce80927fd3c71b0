"""What monitoring finds, and what it looks through, is encrypted with the customer's key."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.machines import has_disks_built_in
from policies.monitoring_jobs import MONITORING_JOBS, SCHEDULES
from policies.names import sdk_name
from policies.rule import Props, rule

_DEFINITIONS = tuple(kind for kind in MONITORING_JOBS if kind not in SCHEDULES)
_OUTPUTS = (
    "dataQualityJobOutputConfig",
    "modelBiasJobOutputConfig",
    "modelExplainabilityJobOutputConfig",
    "modelQualityJobOutputConfig",
)


@rule(
    applies_to=_DEFINITIONS,
    why="a report quotes values that drifted, and the job copies the captured requests to a disk",
    source="Amazon SageMaker AI API Reference, MonitoringOutputConfig and MonitoringClusterConfig",
)
def monitoring_output_encrypted_with_key(props: Props) -> Iterator[str]:
    """Reports and disks of monitoring jobs are encrypted with the stack's key."""
    for key in _OUTPUTS:
        if key in props:
            yield from without_key(props.object(key), "kmsKeyId", f"kms_key_id of {sdk_name(key)}")
    cluster = props.object("jobResources").object("clusterConfig")
    if not has_disks_built_in(cluster.get("instanceType", "")):
        yield from without_key(
            cluster, "volumeKmsKeyId", "volume_kms_key_id of cluster_config of job_resources"
        )
