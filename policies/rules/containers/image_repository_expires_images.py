"""Images that nobody uses go away."""

from collections.abc import Iterator

from policies.json_input import json_props
from policies.rule import PlanView, Props, plan_rule

_POLICY = "aws:ecr/lifecyclePolicy:LifecyclePolicy"


@plan_rule(
    applies_to="aws:ecr/repository:Repository",
    why="GPU images are of 10 GB each, paid for by the month, and old ones keep old holes",
    source="AWS Security Hub, control ECR.3",
)
def image_repository_expires_images(repository: Props, plan: PlanView) -> Iterator[str]:
    """Image repositories have a lifecycle policy under which untagged images expire."""
    policies = plan.about(repository, _POLICY, key="repository", named="name")
    if not policies:
        yield "declare a LifecyclePolicy for it"
    for policy in policies:
        rules = json_props(policy, "policy", "a lifecycle policy").objects("rules")
        if not any(_expires_untagged(rule) for rule in rules):
            yield "expire images of tagStatus 'untagged' or 'any' in its lifecycle policy"


def _expires_untagged(rule: Props) -> bool:
    tags, action = rule.object("selection").get("tagStatus"), rule.object("action").get("type")
    return tags in ("untagged", "any") and action == "expire"
