"""Somebody says yes before production changes."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:codepipeline/pipeline:Pipeline",
    why="a model that passed its tests and is wrong reaches customers before anybody looked at it",
    source="AWS CodePipeline User Guide, Add a manual approval action to a stage",
)
def pipeline_asks_before_production(props: Props) -> Iterator[str]:
    """Pipelines have an approval before the first stage that deploys to production."""
    for stage in props.objects("stages"):
        # In a stage, actions run in the order of their numbers.
        for action in sorted(stage.objects("actions"), key=lambda found: found.get("runOrder", 1)):
            if action["category"] == "Approval":
                return
            if action["category"] == "Deploy" and "prod" in str(stage["name"]).lower():
                yield f"add an action of the category Approval before stage {stage['name']!r}"
                return
