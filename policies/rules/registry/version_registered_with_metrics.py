"""Who decides about a version sees how good it is."""

from collections.abc import Iterator

from policies.pipelines import PIPELINE, steps
from policies.rule import Props, rule


@rule(
    applies_to=PIPELINE,
    why="an approval without metrics is a guess, and a later regression has no baseline",
    source="AWS Well-Architected Machine Learning Lens, MLOPS02-BP04 Establish a lineage tracker "
    "system",
)
def version_registered_with_metrics(pipeline: Props) -> Iterator[str]:
    """Pipelines register model versions together with their metrics."""
    for step in steps(pipeline):
        if step["type"] == "RegisterModel" and "modelMetrics" not in step.object("arguments"):
            yield f"step {step['name']}: set ModelMetrics"
