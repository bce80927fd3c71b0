"""A resource belongs to the team and environment of its stack."""

from collections.abc import Callable, Iterator, Mapping

from policies.rule import Props, rule

_AGREES: Mapping[str, Callable[[str, str], bool]] = {
    "environment": lambda stack, value: stack.endswith(f"-{value}"),
    "team": lambda stack, value: stack.startswith(f"{value}-"),
}
"""Whether a tag is what the name of the stack, `fraud-dev`, says."""


@rule(
    why="roles reach what carries their team's tag: with another's, it is open to that team",
    source="AWS IAM User Guide, Define permissions based on attributes with ABAC authorization",
    remediation="take the tag out of the resource; the provider's default tags set it",
)
def own_tags_agree_with_stack(props: Props) -> Iterator[str]:
    """Resources do not say another team or environment than the name of their stack does."""
    stack = props.resource.urn.removeprefix("urn:pulumi:").partition("::")[0]
    # The other provider has a list of pairs, with the stack's own tags among them.
    if isinstance(props.raw("tags"), Mapping):
        tags = props.object("tags")
        for key, agrees in _AGREES.items():
            if key in tags and not agrees(stack, str(tags[key])):
                yield f"leave the tag {key} out, as the stack is {stack}, got {tags[key]!r}"
