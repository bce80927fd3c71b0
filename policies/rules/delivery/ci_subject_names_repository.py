"""A role of CI is for one repository, and for what runs where in it."""

import re
from collections.abc import Iterator

from policies.document import statements
from policies.grants import ROLE, covers, required
from policies.rule import Props, rule

_FROM_REPOSITORY = re.compile(r"(repo|project_path):[^*?]")
"""How subjects of GitHub and GitLab begin."""

_NAMED = re.compile(r"(repo|project_path):[^:/*?]+/[^:*?]+:[^:*?]+.*")
"""The repository without a wildcard, and then the branch, the environment or the event."""


@rule(
    applies_to=ROLE,
    why="whoever may push to some repository of the organisation, or open a pull request, deploys",
    source="AWS IAM User Guide, Create a role for OpenID Connect federation",
    remediation="name the branch or the environment: repo:acme/fraud:environment:prod",
)
def ci_subject_names_repository(props: Props) -> Iterator[str]:
    """Roles of CI name one repository, and the branch, environment or event in it."""
    for statement in statements(props, "assumeRolePolicy"):
        if not statement.allows or not covers(statement, "sts:assumerolewithwebidentity"):
            continue
        for key, values in required(statement):
            if key.endswith(":sub"):
                for subject in values:
                    if _FROM_REPOSITORY.match(subject) and not _NAMED.fullmatch(subject):
                        yield (
                            f"name repository and branch in statement {statement.label}, "
                            f"got {subject}"
                        )
