"""Each model of the registry is described."""

from collections.abc import Iterator

from policies.json_input import json_props
from policies.model_cards import CARD, GROUP
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=GROUP,
    why="whoever approves a version has nothing to hold it against",
    source="Amazon SageMaker AI Developer Guide, Amazon SageMaker Model Cards",
)
def model_group_has_card(group: Props, plan: PlanView) -> Iterator[str]:
    """Each model package group has a model card of its name, or one that names it as its model."""
    name = group["modelPackageGroupName"]
    for card in plan.of_type(CARD):
        if card["modelCardName"] == name:
            return
        overview = json_props(card, "content", "a model card").object("model_overview")
        if overview.get("model_name") == name:
            return
    yield f"declare a ModelCard named {name!r}"
