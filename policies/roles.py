"""What rules on roles of services share: who else works with a role."""

from plan.plan import UNKNOWN
from policies.plan_view import PlanView
from policies.props import Props

_PEOPLE = {
    "aws:sagemaker/domain:Domain": ("defaultUserSettings", "defaultSpaceSettings"),
    "aws:sagemaker/notebookInstance:NotebookInstance": ("roleArn",),
    "aws:sagemaker/userProfile:UserProfile": ("userSettings",),
}
"""Where people get a role from, and in which inputs."""


def people_with_role_of(service: Props, plan: PlanView) -> Props | None:
    """Return a notebook, or where notebooks get their role from, with the `roleArn` of a service.

    A role that is not known is the stack's own, so it is compared by where it comes from.
    """
    role = service.raw("roleArn")
    own = {r.resource.urn for r in plan.sources(service, "roleArn", "aws:iam/role:Role")}
    for kind, keys in _PEOPLE.items():
        for where in plan.of_type(kind):
            for key in keys:
                value = where.raw(key)
                given = value.get("executionRole") if isinstance(value, dict) else value
                if given is not None and given is not UNKNOWN and given == role:
                    return where
                theirs = plan.sources(where, key, "aws:iam/role:Role")
                if given is UNKNOWN and own & {r.resource.urn for r in theirs}:
                    return where
    return None
