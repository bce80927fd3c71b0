"""Nobody opens a shell where a model answers."""

from collections.abc import Iterator

from policies.endpoints import ENDPOINT_CONFIGS, variants
from policies.rule import Props, rule


@rule(
    applies_to=ENDPOINT_CONFIGS,
    why="whoever has the shell reads what callers ask, and changes what they are answered",
    source="Amazon SageMaker AI Developer Guide, Access containers through SSM",
)
def endpoint_has_no_shell(props: Props) -> Iterator[str]:
    """Variants of endpoints cannot be entered through Systems Manager."""
    for variant in variants(props):
        if variant.get("enableSsmAccess", False) is True:
            yield "leave enable_ssm_access of the variant out"
