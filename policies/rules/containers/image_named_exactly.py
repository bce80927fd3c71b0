"""What runs is what was tested."""

from collections.abc import Iterator

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.containers import FUNCTION, JOB, MODEL, TASK, containers
from policies.props import Undecided
from policies.rule import Props, rule


@rule(
    applies_to=(MODEL, JOB, TASK, FUNCTION),
    why="the next start may run another image, and no record says which one gave an answer",
    source="Amazon ECS Developer Guide, Best practices for Amazon ECS container images",
    remediation="name a digest, or a tag of a repository in which tags never move",
)
def image_named_exactly(props: Props) -> Iterator[str]:
    """Models, jobs, tasks and functions name a digest or a tag of their image, and not latest."""
    if props.resource.type == FUNCTION:
        yield from _problems(props, "imageUri")
    for container in containers(props):
        yield from _problems(container, "image")


def _problems(container: Props, key: str) -> Iterator[str]:
    image = container.raw(key)
    if image is None:
        return
    tag = None if image is UNKNOWN else _tag(str(image))
    if tag is None:
        raise Undecided(container.path(key))
    if tag in ("", "latest"):
        yield f"name the tag or digest in {container.path(key)}, got {image!r}"


def _tag(image: str) -> str | None:
    """Tag or digest; empty if there is none, None if what AWS decides may hold one."""
    last = image.rpartition("/")[2]
    name, separator, tag = last.partition("@") if "@" in last else last.rpartition(":")
    if separator:
        return tag
    return None if is_computed(name + tag) else ""
