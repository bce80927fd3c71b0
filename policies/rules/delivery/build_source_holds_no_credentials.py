"""The address of a repository is no place for a password."""

import re
from collections.abc import Iterator

from policies.rule import Props, rule

_ADDRESSED = ("BITBUCKET", "GITHUB", "GITHUB_ENTERPRISE", "GITLAB", "GITLAB_SELF_MANAGED")
"""Kinds of sources that lie at an address of the web."""

_WITH_CREDENTIALS = re.compile(r"https?://[^/@]+@")


@rule(
    applies_to="aws:codebuild/project:Project",
    why="the address is shown to whoever may look at the project, and the token in it with it",
    source="AWS Security Hub, control CodeBuild.1",
    remediation="connect CodeBuild to the repository's host, and leave the address alone",
)
def build_source_holds_no_credentials(props: Props) -> Iterator[str]:
    """Addresses of the repositories that are built hold no user, password or token."""
    for source in (props.object("source"), *props.objects("secondarySources")):
        if source.get("type", "") in _ADDRESSED and _WITH_CREDENTIALS.match(
            source.get("location", "")
        ):
            yield f"take what stands before @ out of {source.path('location')}"
