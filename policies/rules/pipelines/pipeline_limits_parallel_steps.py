"""A pipeline leaves machines to others."""

from collections.abc import Iterator

from policies.pipelines import PIPELINE
from policies.rule import Props, rule


@rule(
    applies_to=PIPELINE,
    why="dozens of jobs that start at once use up the quota that endpoints need to grow",
    source="Amazon SageMaker AI API Reference, ParallelismConfiguration",
)
def pipeline_limits_parallel_steps(pipeline: Props) -> Iterator[str]:
    """Pipelines say how many steps run at once."""
    if "maxParallelExecutionSteps" not in pipeline.get("parallelismConfiguration", {}):
        yield "set max_parallel_execution_steps of parallelism_configuration"
