"""Which repositories a role may pull the images of the registry's versions from."""

from collections.abc import Sequence

import pulumi

from components.aws_scope import AwsScope


def own_repositories(prefix: str, scope: AwsScope) -> list[pulumi.Output[str]]:
    """ARNs of the stack's own repositories."""
    return [scope.arn("ecr", f"repository/{prefix}-*"), scope.arn("ecr", f"repository/{prefix}/*")]


def each_once(*given: pulumi.Input[Sequence[pulumi.Input[str]]]) -> pulumi.Output[list[str]]:
    """Join lists of ARNs to one that has each of them once, in their order."""
    return pulumi.Output.all(*given).apply(
        lambda lists: list(dict.fromkeys(arn for arns in lists for arn in arns))
    )


def version_repositories(
    prefix: str, scope: AwsScope, *further: pulumi.Input[Sequence[pulumi.Input[str]]]
) -> pulumi.Output[list[str]]:
    """ARNs of the stack's own repositories and of the `further` ones."""
    return each_once(own_repositories(prefix, scope), *further)
