"""Jobs of a pipeline have a team that pays for them."""

from collections.abc import Iterator

from policies.pipelines import PIPELINE, steps
from policies.rule import Props, rule

_JOBS = ("Processing", "Training", "Tuning", "Transform")


@rule(
    applies_to=PIPELINE,
    why="the jobs are the cost of a pipeline, and its own tags do not reach them",
    source="AWS Well-Architected Machine Learning Lens, MLCOST04-BP12 Set up a budget and use "
    "resource tagging to track costs",
)
def pipeline_jobs_tagged(pipeline: Props) -> Iterator[str]:
    """Steps of pipelines that start jobs say which tags these carry."""
    for step in steps(pipeline):
        if step["type"] in _JOBS and not step.object("arguments").raw("tags"):
            yield f"step {step['name']}: set Tags"
