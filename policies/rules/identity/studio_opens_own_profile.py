"""People open their own Studio, not that of a colleague."""

from collections.abc import Iterator

from policies.document import Statement
from policies.grants import PERMISSIONS, capped, covers, granted, required
from policies.rule import PlanView, Props, plan_rule

_ACTION = "sagemaker:createpresigneddomainurl"


@plan_rule(
    applies_to=PERMISSIONS,
    why="whoever opens a colleague's Studio reads their files and acts with their role",
    source="Amazon SageMaker AI API Reference, CreatePresignedDomainUrl",
    remediation="end the resource with a policy variable, such as ${sagemaker:UserProfileName}",
)
def studio_opens_own_profile(props: Props, plan: PlanView) -> Iterator[str]:
    """Whoever may open Studio may open one user profile: a named one, or that of the caller."""
    for statement in granted(props, plan):
        if covers(statement, _ACTION) and not _asks_who(statement):
            for resource in statement.resources or ("NotResource",):
                if _reaches_others(resource) and not capped(props, plan, _ACTION):
                    yield f"let statement {statement.label} open one profile, got {resource}"


def _asks_who(statement: Statement) -> bool:
    """Whether a tag of the profile must say who the caller is."""
    return any(
        "resourcetag/" in key and all("${" in value for value in values)
        for key, values in required(statement)
    )


def _reaches_others(resource: str) -> bool:
    _, is_profile, name = resource.partition(":user-profile/")
    if not is_profile:
        return resource == "NotResource" or resource.startswith("*") or _any_kind(resource)
    _, _, profile = name.partition("/")
    return not profile or "*" in profile


def _any_kind(resource: str) -> bool:
    """Whether an ARN of SageMaker leaves open of which kind it is: `arn:…:*` or `arn:…:*/x-*`."""
    parts = resource.split(":", 5)
    return len(parts) == 6 and parts[2] in ("sagemaker", "*") and parts[5] == "*"
