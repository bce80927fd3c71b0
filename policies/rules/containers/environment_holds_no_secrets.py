"""Secrets are fetched by what needs them."""

from collections.abc import Iterator

from policies.containers import FUNCTION, JOB, MODEL, TASK, containers, secret_variables
from policies.rule import Props, rule


@rule(
    applies_to=(MODEL, JOB, TASK, FUNCTION),
    why="everybody who may describe a model, job, task or function reads its variables",
    source="AWS Security Hub, control ECS.8",
    remediation="pass the name of a secret in Secrets Manager, and let the role read it",
)
def environment_holds_no_secrets(props: Props) -> Iterator[str]:
    """Environment variables of models, jobs, tasks and functions hold no secret."""
    holders = (
        [(props.object("environment"), "variables")]
        if props.resource.type == FUNCTION
        else [(container, "environment") for container in containers(props)]
    )
    for holder, key in holders:
        for name in secret_variables(holder, key):
            yield f"fetch {name} from Secrets Manager"
