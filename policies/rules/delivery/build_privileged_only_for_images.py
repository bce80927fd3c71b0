"""A build owns its machine only where it has to."""

import re
from collections.abc import Iterator

from policies.rule import Props, rule

_MAKES_IMAGES = re.compile(r"\b(docker|buildah|podman|dockerd|buildctl|kaniko)\b")


@rule(
    applies_to="aws:codebuild/project:Project",
    why="a package that runs in the build reaches past its container, and the role of the build",
    source="AWS CodeBuild API Reference, ProjectEnvironment, privilegedMode",
)
def build_privileged_only_for_images(props: Props) -> Iterator[str]:
    """Builds are privileged only if they make images, as far as their steps can be read here."""
    if props.object("environment").get("privilegedMode", False) is not True:
        return
    steps = props.object("source").get("buildspec", "")
    # Otherwise it is a file of the repository that is built.
    if "\n" in steps and not _MAKES_IMAGES.search(steps):
        yield "set privileged_mode to False, as no step makes an image"
