"""GPU machines are paid for while a job runs."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:batch/computeEnvironment:ComputeEnvironment",
    why="one idle GPU machine costs more in a month than most training runs",
    source="AWS Batch User Guide, Compute environment parameters",
)
def gpu_compute_scales_to_zero(props: Props) -> Iterator[str]:
    """Batch compute environments keep no machine running without a job."""
    least = props.get("computeResources", {}).get("minVcpus", 0)
    if least != 0:
        yield f"set min_vcpus to 0, got {least}"
