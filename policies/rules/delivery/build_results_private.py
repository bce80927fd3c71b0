"""Logs and results of builds are not published."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:codebuild/project:Project",
    why="logs of builds name accounts, buckets and packages to whoever has the link",
    source="AWS CodeBuild User Guide, Public build projects in AWS CodeBuild",
)
def build_results_private(props: Props) -> Iterator[str]:
    """Builds are visible in the account alone."""
    visibility = props.get("projectVisibility", "PRIVATE")
    if visibility != "PRIVATE":
        yield f"set project_visibility to 'PRIVATE', got {visibility!r}"
