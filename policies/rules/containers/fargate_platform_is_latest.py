"""Containers run on a platform that is still mended."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:ecs/service:Service",
    why="an older platform keeps the holes that the newer one was made for",
    source="AWS Security Hub, control ECS.10",
)
def fargate_platform_is_latest(props: Props) -> Iterator[str]:
    """Services of ECS on Fargate run on the latest platform version."""
    version = props.get("platformVersion", "LATEST")
    if version != "LATEST":
        yield f"leave platform_version out, got {version!r}"
